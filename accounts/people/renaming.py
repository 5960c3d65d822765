"""
How a person gets another user name.

Sessions, tokens and grants stay: a name proves nothing, and each of them points at the person.
The old name signs nobody in from then on, and stays theirs for ``NAME_REUSE_DAYS``: whoever
took it would be taken for them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

from accounts.attempts import Attempt
from accounts.conf import conf
from accounts.ends import lock
from accounts.events import get_logger
from accounts.names import username_key
from accounts.people import reserved
from accounts.people.registration.rules import Taken

if TYPE_CHECKING:
    from accounts.people.models import User

logger = get_logger(__name__)

#: As Django says it, at registration by staff as well.
TAKEN = _("A user with that username already exists.")


class RenamedLately(APIException):
    status_code = 409
    default_code = "renamed_lately"
    default_detail = _("You changed your username not long ago. You can change it again on {day}.")

    def __init__(self, may_at: datetime) -> None:
        super().__init__(str(self.default_detail).format(day=date_format(may_at)))


def refusal_of(user: User, *, now: datetime) -> RenamedLately | None:
    """Return why ``user`` cannot change their name now; None if they can."""
    changed_at = user.username_changed_at
    may_at = changed_at and changed_at + timedelta(days=conf.NAME_CHANGE_DAYS)
    return RenamedLately(may_at) if may_at and now < may_at else None


def name_try(user: User) -> Attempt:
    """One name that ``user`` tries: the answer tells whether somebody has it."""
    return Attempt(("name_tries", (str(user.pk),)))


@transaction.atomic
def rename(user: User, username: str, *, now: datetime) -> User:
    """
    Return ``user`` under the new name; the instance that was given keeps the old one.

    :raises RenamedLately: when the last change was less than NAME_CHANGE_DAYS ago.
    :raises Taken: when somebody else has the name, or gave it up a short time ago.
    :raises AccessEnded: when all access of ``user`` ended meanwhile.
    """
    lock(user)
    renamed: User = user.__class__.objects.get(pk=user.pk)
    if refusal := refusal_of(renamed, now=now):
        raise refusal
    before = renamed.username
    renamed.username, renamed.username_changed_at = username, now
    try:
        with transaction.atomic():
            renamed.save()
    except IntegrityError as error:
        raise Taken from error
    # Asked last: the row above waited for whoever was just giving this name up.
    if reserved.is_reserved(renamed.username, now=now, besides=renamed):
        raise Taken
    give_up(renamed, before, now=now)
    return renamed


def give_up(user: User, before: str, *, now: datetime) -> None:
    """Keep the name ``before`` for ``user``, who has another one now, and tell of the change."""
    if username_key(before) != user.username_key:
        reserved.reserve(before, now=now, holder=user)
    reserved.release(user.username)
    logger.info("user name changed", user=user, what=before)
