"""
The question for the second factor, put once for every door that takes a password.

``PasswordBackend`` sends ``password_accepted`` after a right password, so no answer tells
whether there is a factor before that. Guesses at codes count as guesses at the password do,
and in a narrower count of their own: a code has but six digits.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from accounts.attempts import Attempt, subject
from accounts.events import get_logger
from accounts.names import username_key
from accounts.passwords.guessing import KNOWN, SIGNED_IN, is_known, password_guess
from accounts.passwords.otp import OtpInvalid, OtpRequired
from accounts.second_factor import factors
from accounts.sessions import methods

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.people.models import User

logger = get_logger(__name__)


def ask(sender: Any, request: HttpRequest, user: User, otp: str | None, **kwargs: Any) -> None:
    """
    Let a right password do only with a code, where there is a factor.

    :raises OtpRequired: when there is no code.
    :raises OtpInvalid: when it is wrong, or was used before.
    :raises TooManyAttempts: before the code is looked at.
    """
    if not factors.is_on(user):
        return
    if not otp:
        logger.info("second factor asked for", user=user)
        raise OtpRequired(user)
    if not is_right(request, user, otp, now=timezone.now()):
        raise OtpInvalid
    methods.note(request, methods.CODE, methods.SEVERAL)


def is_right(request: HttpRequest, user: User, code: str, *, now: datetime) -> bool:
    """
    Take ``code`` if it is right, and count a guess if not.

    :raises TooManyAttempts: before the code is looked at.
    """
    guess = code_guess(request, user)
    with guess.counting():
        taken = factors.take(user, code, now=now)
    if taken:
        guess.give_back()
        logger.info("second factor accepted", user=user)
    else:
        logger.warning("second factor refused", user=user)
    return taken


def code_guess(request: HttpRequest, user: User) -> Attempt:
    """A thief of the password must not use up the guesses of the owner's known browsers."""
    name = user.get_username()
    account = (subject(username_key(name)),)
    whose = (KNOWN, *account) if is_known(request, name, by=[SIGNED_IN]) else account
    return Attempt(*password_guess(request, name).counts, ("second_factor", whose))
