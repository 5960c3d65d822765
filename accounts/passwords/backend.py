from __future__ import annotations

from typing import TYPE_CHECKING, Any

import structlog
from django.contrib.auth.backends import ModelBackend

from accounts.attempts import TooManyAttempts
from accounts.passwords.guessing import password_guess
from accounts.passwords.validators import MAX_PASSWORD, MAX_USERNAME

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.people.models import User

logger = structlog.get_logger(__name__)


class PasswordBackend(ModelBackend):
    """
    The one door for passwords: counts each guess, then lets Django look.

    Without a ``request`` the caller is our own code (a shell, a test's
    ``force_login``), not somebody who guesses. A guess that nobody could judge,
    because the database is away, is given back.

    :raises accounts.attempts.TooManyAttempts: before the password is looked at.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        if username is None or password is None:
            return None
        if request is None:
            return super().authenticate(request, username, password, **kwargs)
        username = username[:MAX_USERNAME]
        guess = password_guess(request, username)
        try:
            with guess.counting():
                user = self._judge(request, username, password)
        except TooManyAttempts:
            logger.warning("password not looked at", user=username, scheme="password")
            raise
        if user is None:
            logger.warning("password refused", user=username, scheme="password")
        else:
            guess.give_back()
            logger.info("password accepted", user=username, scheme="password")
        return user

    def _judge(self, request: HttpRequest, username: str, password: str) -> User | None:
        # PostgreSQL would raise at a NUL; no user name has one.
        if "\0" in username or len(password) > MAX_PASSWORD:
            return None
        return super().authenticate(request, username, password)
