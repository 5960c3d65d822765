"""
Mails that warn people of what happened to their accounts, in case it was not them.

They are sent after the commit, beside the request: a mail that cannot be sent breaks nothing.
Accounts elsewhere have a mail of their own. A token that
``get_auth_token`` makes is not told: programs sign in so each time they run.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import structlog
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import mail
from accounts.attempts import Attempt, TooManyAttempts
from accounts.conf import conf
from accounts.names import username_key

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.people.models import User

logger = structlog.get_logger(__name__)

_PASSWORD = _("A new password for your account"), _("The password of your account was changed.")
_FACTOR = _("Your second factor was changed")

#: The subject and the first sentence, by event; ``access ended`` goes by its reason.
WORDS = {
    "new browser": (
        _("New sign-in to your account"),
        _("Somebody signed in to your account from a browser that we have not seen before."),
    ),
    "token made": (
        _("New token for your account"),
        _("A token was made. Whoever has it can act as you."),
    ),
    "token rotated": (
        _("New key for a token of yours"),
        _("A token of yours got a new key. Whoever has it can act as you."),
    ),
    "password_changed": _PASSWORD,
    "password_reset": _PASSWORD,
    "password_disabled": (
        _("Your password was removed"),
        _("Your account has no password any more."),
    ),
    "user name changed": (
        _("Your username was changed"),
        _("Your account has another username. The old one signs you in no more."),
    ),
    "deleted": (_("Your account was deleted"), _("Your account was deleted, as you asked.")),
    "second factor added": (_FACTOR, _("A second factor was added to your account.")),
    "second factor removed": (_FACTOR, _("A second factor was removed from your account.")),
    "second factor off": (_FACTOR, _("The second factor of your account was turned off.")),
    "recovery codes renewed": (_FACTOR, _("New recovery codes were made for your account.")),
    "locked out": (
        _("Too many wrong passwords for your account"),
        _("Somebody tried wrong passwords, so your account takes none for some minutes."),
    ),
}


def receive(event: str, about: dict[str, Any], **kwargs: Any) -> None:
    """Tell the person of ``event``; receives ``events.happened``."""
    user, event = about.get("user"), about["reason"] if event == "access ended" else event
    if event == "locked out":
        tell_locked(str(user))
    elif event in WORDS and isinstance(user, get_user_model()):
        tell(user, event)


def tell(user: User, event: str, *, request: HttpRequest | None = None, browser: str = "") -> None:
    """Mail ``user`` of ``event``, if people are told of it; so many mails an hour."""
    is_told = conf.SECURITY_MAILS and user.email and event in WORDS
    if is_told and _has_room(mail.notice(user.email)):
        url = mail.link(request, "accounts:password_reset")
        _send(user, event, url=url, browser=browser)


def tell_locked(name: str) -> None:
    """
    Mail the owner of ``name`` that it is locked, with a link to a new password: once an hour.

    Names that are nobody's are counted as well. Of the mails of an hour the first has a link
    that works for an hour, so nobody else uses up what the owner needs.
    """
    from accounts.passwords.links import may_reset, reset_url

    if not conf.SECURITY_MAILS or not _has_room(mail.lock_notice(name)):
        return
    users: Any = get_user_model()._default_manager
    try:
        user = users.filter(username_key=username_key(name.replace("\0", ""))).first()
    except DatabaseError:  # the refusal stands, whether or not there is a mail
        return
    if user and user.email and may_reset(user):
        _send(user, "locked out", url=reset_url(user))


def _has_room(limit: Attempt) -> bool:
    try:
        limit.count()
    except TooManyAttempts:
        logger.warning("mail held back", template="notice")
        return False
    return True


def _send(user: User, event: str, **context: Any) -> None:
    title, what = WORDS[event]
    context |= {"user": user, "event": event, "title": title, "what": what, "at": timezone.now()}
    context["address"] = structlog.contextvars.get_contextvars().get("address", "")
    transaction.on_commit(partial(mail.send, "notice", context, to=user.email))
