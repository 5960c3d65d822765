"""
How a stranger becomes a user, and a user gets another address: ask, mail, confirm.

Whoever asks is answered the same, whether a name or an address is free or not.
What there is to say is said in the mail, to the owner of the address.
"""

from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.models import Registration, User

REGISTRATION = "accounts.registration"
EMAIL = "accounts.email"


class Taken(Exception):
    """The user name or the address belongs to somebody else."""


def existing_user(*, username: str = "", email: str) -> User | None:
    """The user who already has this address or, failing that, this name."""
    same = User.objects.filter(Q(email__iexact=email) | Q(username__iexact=username))
    return min(same, key=lambda user: user.email.lower() != email.lower(), default=None)


def ask(*, username: str, email: str, password: str, now: datetime) -> str:
    """Keep the request for an account and return the code that confirms it."""
    registration = Registration.objects.create(
        username=username, email=email, password=make_password(password), created_at=now
    )
    return signing.dumps(registration.pk, salt=REGISTRATION)


def find(code: str) -> Registration | None:
    """Return the request that ``code`` confirms, or None when it is old, used or made up."""
    pk = _load(code, salt=REGISTRATION)
    return Registration.objects.filter(pk=pk).first() if pk else None


def confirm(registration: Registration, *, now: datetime) -> User:
    """
    Make the user; ``user.initial_token.key`` can be shown once.

    :raises Taken: when somebody took the name or the address meanwhile.
    """
    user = User(
        username=registration.username,
        email=registration.email,
        password=registration.password,
        email_verified_at=now,
    )
    try:
        with transaction.atomic():
            registration.delete()
            user.save()
    except IntegrityError as error:
        raise Taken from error
    return user


def ask_for_email(user: User, email: str) -> str:
    """Return the code that gives ``user`` the address; it holds until theirs changes."""
    return signing.dumps([user.pk, user.email, email], salt=EMAIL)


def confirm_email(user: User, code: str, *, now: datetime) -> bool:
    """
    Give ``user`` the address in ``code``; False when it is old, used or another's.

    :raises Taken: when somebody else has the address.
    """
    pk, before, after = _load(code, salt=EMAIL) or (0, "", "")
    if (pk, before) != (user.pk, user.email):
        return False
    user.email, user.email_verified_at = after, now
    try:
        with transaction.atomic():
            user.save(update_fields=["email", "email_verified_at"])
    except IntegrityError as error:
        raise Taken from error
    return True


def _load(code: str, *, salt: str) -> Any:
    try:
        return signing.loads(code, salt=salt, max_age=Registration.LIFETIME)
    except signing.BadSignature:
        return None
