"""
How a person leaves: their access ends at once, and their row stays without a name.

Things that others rely on point at the row: a vote stays counted, and a question keeps its answers.
Entries of the trail keep the old name until they are pruned.
"""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

from accounts import credentials
from accounts.ends import Event, lock
from accounts.people import reserved
from accounts.people.key_fields import keys_of

if TYPE_CHECKING:
    from accounts.people.models import User


class LastSuperuser(APIException):
    status_code = 409
    default_code = "last_superuser"
    default_detail = _(
        "You are the last superuser. Make somebody else a superuser first, in the admin or by "
        "createsuperuser."
    )


@transaction.atomic
def delete(user: User, *, now: datetime) -> None:
    """
    Delete the account of ``user``. The instance keeps the old name, for what is told of it.

    :raises LastSuperuser: when nobody could manage the site then.
    :raises AccessEnded: when all access of ``user`` ended meanwhile.
    """
    if _is_last_superuser(user):
        raise LastSuperuser
    lock(user)
    reserved.reserve(user.username, now=now)
    reserved.forget(user)
    credentials.end_access(user, now=now, event=Event.DELETED)
    user.groups.clear()
    user.user_permissions.clear()
    nobody = _nobody(user.FORMER_PREFIX + secrets.token_hex(8))
    # Not by ``save``, which would end all access a second time, as of somebody deactivated.
    rows = user.__class__._base_manager.filter(pk=user.pk)
    rows.update(**nobody, **keys_of(user.__class__, nobody))


def _is_last_superuser(user: User) -> bool:
    if not user.is_superuser:
        return False
    able = user.__class__._base_manager.filter(is_superuser=True, is_active=True)
    # The lock: of the last two who leave at once, the second is refused.
    return [row.pk for row in able.order_by("pk").select_for_update(no_key=True)] == [user.pk]


def _nobody(name: str) -> dict[str, Any]:
    """Return the columns of somebody who left and is called ``name`` now."""
    empty: dict[str, Any] = dict.fromkeys(("first_name", "last_name", "email", "language"), "")
    rights = dict.fromkeys(("is_active", "is_staff", "is_superuser"), False)
    moments = dict.fromkeys(("email_verified_at", "last_login", "username_changed_at"))
    password = make_password(None)
    return empty | rights | moments | {"username": name, "password": password, "time_zone": "UTC"}
