"""The links in mails by which somebody sets a password without knowing the old one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.utils.encoding import force_bytes
from django.utils.http import base36_to_int, urlsafe_base64_encode

from accounts import mail
from accounts.clocks import CLOCK_SKEW

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.people.models import User


class ResetLinks(PasswordResetTokenGenerator):
    """
    Django's generator; its tokens end with all access and with the address as well.

    They outlive a sign-in, where Django's end. A thief who knows the password could
    otherwise end each link before its owner opens it.
    """

    key_salt = "accounts.passwords.links.ResetLinks"

    def check_token(self, user: User | None, token: str | None) -> bool:
        """Refuse a link of a clock ahead as well: it would live longer than the others."""
        return super().check_token(user, token) and not self._is_from_future(token or "")

    def _is_from_future(self, token: str) -> bool:
        seconds = base36_to_int(token.partition("-")[0])
        return seconds > self._num_seconds(self._now() + CLOCK_SKEW)

    def _now(self) -> datetime:
        # In Django's own time, which is local, a link lives an hour more or less twice a year.
        return datetime.now(UTC).replace(tzinfo=None)

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        # Not the fingerprint: the token itself is made by SECRET_KEY, or by one before it.
        return f"{user.pk}:{user.password}:{user.security_stamp}:{user.email}:{timestamp}"


reset_links = ResetLinks()


def may_reset(user: User) -> bool:
    """
    Tell whether ``user`` gets a link: active, with a password or a confirmed address.

    Somebody who came by a social account sets their first password so.
    """
    return user.is_active and (user.has_usable_password() or bool(user.email_verified_at))


def reset_url(user: User, request: HttpRequest | None = None) -> str:
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return mail.link(request, "accounts:password_reset_confirm", uid, reset_links.make_token(user))
