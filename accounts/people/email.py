"""How a user gets another address: ask, get a mail there, confirm."""

from datetime import datetime

from django.db import IntegrityError, transaction

from accounts.people import links
from accounts.people.models import Registration, User
from accounts.people.registration import Taken

PURPOSE = "accounts.email"


def ask(user: User, email: str) -> str:
    """Return the code that gives ``user`` the address; it holds until theirs changes."""
    return links.make([user.pk, user.email, email], purpose=PURPOSE)


def confirm(user: User, code: str, *, now: datetime) -> bool:
    """
    Give ``user`` the address in ``code``; False when it is old, used or another's.

    :raises Taken: when somebody else has the address.
    """
    found = links.read(code, purpose=PURPOSE, lifetime=Registration.LIFETIME)
    pk, before, after = found or (0, "", "")
    if (pk, before) != (user.pk, user.email):
        return False
    user.email, user.email_verified_at = after, now
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "email_verified_at"])
    except IntegrityError as error:
        raise Taken from error
    return True
