"""How a person gets another address: ask, get a mail there, confirm."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction

from accounts import credentials
from accounts.ends import Event, fingerprint, is_fingerprint, lock
from accounts.events import get_logger
from accounts.names import email_key
from accounts.people import links
from accounts.people.models import User
from accounts.people.registration.models import Registration
from accounts.people.registration.rules import Taken

logger = get_logger(__name__)

PURPOSE = "accounts.email"
UNDO, UNDO_LIFETIME = "accounts.email.undo", timedelta(hours=72)


def ask(user: User, email: str) -> str:
    """Return the code that gives ``user`` the address, while theirs and their access stay."""
    bound_to = fingerprint(user, purpose="email")
    return links.make([bound_to, user.email, email], purpose=PURPOSE)


def find(user: User, code: str) -> str | None:
    """Return the address in ``code``; None when the code is old, used, ended or another's."""
    found = links.read(code, purpose=PURPOSE, lifetime=Registration.LIFETIME)
    bound_to, before, after = found or ("", "", "")
    is_theirs = is_fingerprint(bound_to, user, purpose="email") and before == user.email
    return after if is_theirs else None


@transaction.atomic
def confirm(user: User, email: str, *, now: datetime) -> None:
    """
    Give ``user`` the address that ``find`` returned for them.

    :raises Taken: when somebody else has the address.
    :raises AccessEnded: when all access of ``user`` ended meanwhile.
    """
    lock(user)
    user.email, user.email_verified_at = email, now
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "email_verified_at"])
            logger.info("email changed", user=user)
    except IntegrityError as error:
        raise Taken from error


def may_undo(user: User, *, now: datetime) -> bool:
    """
    Tell whether the address that ``user`` has takes the account back after a change.

    One that nobody confirmed may be a stranger's. One that is younger than a change can be
    undone may be a thief's, who would take the account back from its owner.
    """
    since = user.email_verified_at
    return since is not None and since <= now - UNDO_LIFETIME


def undo_code(user: User, before: str) -> str:
    """
    Return the code by which the owner of ``before`` takes the account back.

    It holds whatever else changes meanwhile: a thief changes the password as well.
    """
    return links.make([user.pk, before], purpose=UNDO)


def find_undo(code: str) -> tuple[User, str] | None:
    """Return whose address ``code`` puts back, and which; None when it is old, used, made up."""
    pk, before = links.read(code, purpose=UNDO, lifetime=UNDO_LIFETIME) or (None, "")
    user = User.objects.filter(pk=pk, is_active=True).first()
    return (user, before) if user and user.email_key != email_key(before) else None


@transaction.atomic
def undo(user: User, before: str, *, now: datetime) -> None:
    """
    Give ``user`` the address ``before`` back, and end all access to the account.

    :raises Taken: when somebody else has the address.
    :raises AccessEnded: when all access of ``user`` ended meanwhile.
    """
    confirm(user, before, now=now)
    credentials.end_access(user, now=now, event=Event.ALL_ENDED)
    logger.warning("email change undone", user=user)
