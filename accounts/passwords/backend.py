from __future__ import annotations

from functools import cache
from inspect import signature
from secrets import token_urlsafe
from typing import TYPE_CHECKING, Any

from asgiref.sync import sync_to_async
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.hashers import check_password, make_password
from django.db.models import BigIntegerField, QuerySet

from accounts.attempts import TooManyAttempts
from accounts.events import get_logger
from accounts.names import password_forms
from accounts.passwords.guessing import password_guess
from accounts.passwords.otp import password_accepted
from accounts.passwords.validators import MAX_PASSWORD, MAX_USERNAME
from accounts.sessions import methods
from accounts.statements import Slot, Statement

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.people.managers import UserManager
    from accounts.people.models import User

logger = get_logger(__name__)


class PasswordBackend(ModelBackend):
    """
    The one door for passwords: counts each guess, then looks.

    However a name is spelt, it is one name here, and so at every door.

    Without a ``request`` the caller is our own code (a shell, a test's
    ``force_login``), not somebody who guesses. A guess that nobody could judge,
    because the database is away, is given back.

    :param otp: the code of a second factor; see ``accounts.passwords.otp``.
    :param again: somebody who is signed in types their password again, which is enough.
    :raises accounts.attempts.TooManyAttempts: before the password is looked at.
    :raises OtpRequired, OtpInvalid: when the password was right, and is not enough.
    """

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        otp: str | None = None,
        again: bool = False,
        **kwargs: Any,
    ) -> User | None:
        if username is None or password is None:
            return None
        if request is None:
            return self._judge(username, password)
        username = username[:MAX_USERNAME]
        guess = password_guess(request, username)
        try:
            with guess.counting():
                user = self._judge(username, password)
        except TooManyAttempts as refusal:
            logger.warning("password not looked at", user=username, scheme="password")
            if refusal.is_news():
                reason = refusal.full.partition("/")[0]
                logger.warning("locked out", user=username, scheme="password", reason=reason)
            raise
        if user is None:
            logger.warning("password refused", user=username, scheme="password")
        else:
            guess.give_back()
            logger.info("password accepted", user=username, scheme="password")
            methods.note(request, methods.PASSWORD)
            if not again:
                password_accepted.send(type(self), request=request, user=user, otp=otp)
        return user

    # Django asks for it at each sign-in, and Python would work it out each time.
    authenticate.__signature__ = signature(authenticate)  # type: ignore[attr-defined]

    async def aauthenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **kwargs: Any,
    ) -> User | None:
        """Django's own would not come by here, and count no guess."""
        return await sync_to_async(self.authenticate)(request, username, password, **kwargs)

    def get_user(self, user_id: Any) -> User | None:
        """Find the person of a session, for which Django asks at nearly every request."""
        user: User | None = _BY_ID.first(pk=user_id)
        return user if user and self.user_can_authenticate(user) else None

    def _judge(self, username: str, password: str) -> User | None:
        # PostgreSQL would raise at a NUL; no user name has one.
        if "\0" in username or len(password) > MAX_PASSWORD:
            return None
        nobody = _hash_of_nobody()
        users: UserManager = get_user_model()._default_manager
        try:
            user = users.get_by_natural_key(username)
        except get_user_model().DoesNotExist:
            # As long as for somebody: by its time, the answer would tell who exists.
            for form in password_forms(password):
                check_password(form, nobody)
            return None
        is_right = user.check_password(password)
        return user if is_right and self.user_can_authenticate(user) else None


def _by_id() -> QuerySet[User, User]:
    people: QuerySet[User, User] = get_user_model()._default_manager.all()
    return people.filter(pk=Slot("pk", BigIntegerField()))


_BY_ID = Statement(_by_id)


@cache
def _hash_of_nobody() -> str:
    return make_password(token_urlsafe())
