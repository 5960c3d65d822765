import structlog
from django.contrib.auth.backends import ModelBackend

from accounts.attempts import TooManyAttempts
from accounts.passwords.guessing import password_guess
from accounts.passwords.validators import MAX_PASSWORD, MAX_USERNAME

logger = structlog.get_logger(__name__)


class PasswordBackend(ModelBackend):
    """
    The one door for passwords: counts each guess, then lets Django look.

    Without a ``request`` the caller is our own code (a shell, a test's
    ``force_login``), not somebody who guesses.

    :raises accounts.attempts.TooManyAttempts: before the password is looked at.
    """

    def authenticate(self, request, username=None, password=None, **kwargs):
        if username is None or password is None:
            return None
        if request is None:
            return super().authenticate(request, username, password, **kwargs)
        username = username[:MAX_USERNAME]
        guess = password_guess(request, username)
        try:
            guess.count()
        except TooManyAttempts:
            logger.warning("password not looked at", user=username, scheme="password")
            raise
        user = None
        # PostgreSQL would raise at a NUL; no user name has one.
        if "\0" not in username and len(password) <= MAX_PASSWORD:
            user = super().authenticate(request, username, password, **kwargs)
        if user is None:
            logger.warning("password refused", user=username, scheme="password")
        else:
            guess.give_back()
            logger.info("password accepted", user=username, scheme="password")
        return user
