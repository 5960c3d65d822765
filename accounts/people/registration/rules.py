"""
How a stranger becomes a user: ask, get a mail, open its link, choose a password.

Everybody who asks gets the same answer, whether the name and the address are free
or not. The mail tells the owner of the address what there is to tell. They choose the
password, because a stranger may have asked with their address.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Q

from accounts.events import get_logger
from accounts.names import email_key, username_key
from accounts.people import links, reserved
from accounts.people.models import User
from accounts.people.registration.models import Registration

logger = get_logger(__name__)

PURPOSE = "accounts.registration"


class Taken(Exception):
    """The user name or the address belongs to somebody else."""


def existing_user(*, username: str = "", email: str) -> User | None:
    """The user who already has this address or, failing that, this name."""
    key = email_key(email)
    same = User.objects.filter(Q(email_key=key) | Q(username_key=username_key(username)))
    return min(same, key=lambda user: user.email_key != key, default=None)


def ask(*, username: str, email: str, now: datetime) -> str:
    """Keep the request for an account and return the code that confirms it."""
    return code_of(Registration.objects.create(username=username, email=email, created_at=now))


def code_of(registration: Registration) -> str:
    return links.make(registration.pk, purpose=PURPOSE)


def find(code: str) -> Registration | None:
    """Return the request that ``code`` confirms, or None when it is old, used or made up."""
    pk = links.read(code, purpose=PURPOSE, lifetime=Registration.LIFETIME)
    return Registration.objects.filter(pk=pk).first() if pk else None


def user_of(registration: Registration) -> User:
    """Return the user that ``registration`` will be, not yet saved and without a password."""
    return User(username=registration.username, email=registration.email)


def confirm(registration: Registration, user: User, *, now: datetime) -> None:
    """
    Save ``user``, who has a password by now; ``user.initial_token.key`` can be shown once.

    :raises Taken: when somebody took the name or the address meanwhile, or left it.
    """
    user.email_verified_at = now
    try:
        with transaction.atomic():
            # Of two that open the link at once, the second finds nothing to delete.
            if not Registration.objects.filter(pk=registration.pk).delete()[0]:
                raise Taken
            user.save()
            # Asked last: the row above waited for whoever was just leaving with this name.
            if reserved.is_reserved(user.username, now=now):
                raise Taken
            logger.info("account registered", user=user)
    except IntegrityError as error:
        raise Taken from error
