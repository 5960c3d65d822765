"""How a person gets another address: ask, get a mail there, confirm."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.ends import fingerprint, lock
from accounts.events import get_logger
from accounts.people import links
from accounts.people.models import Registration, User
from accounts.people.registration import Taken

logger = get_logger(__name__)

PURPOSE = "accounts.email"


def ask(user: User, email: str) -> str:
    """Return the code that gives ``user`` the address, while theirs and their access stay."""
    return links.make([_bound_to(user), user.email, email], purpose=PURPOSE)


def find(user: User, code: str) -> str | None:
    """Return the address in ``code``; None when the code is old, used, ended or another's."""
    found = links.read(code, purpose=PURPOSE, lifetime=Registration.LIFETIME)
    bound_to, before, after = found or ("", "", "")
    return after if (bound_to, before) == (_bound_to(user), user.email) else None


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


def _bound_to(user: User) -> str:
    return fingerprint(user, purpose="email")
