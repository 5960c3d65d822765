"""The links in mails by which somebody sets a password without knowing the old one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from accounts.ends import fingerprint

if TYPE_CHECKING:
    from accounts.people.models import User


class ResetLinks(PasswordResetTokenGenerator):
    """
    Django's generator; its tokens end with all access and with the address as well.

    They outlive a sign-in, where Django's end. A thief who knows the password could
    otherwise end each link before its owner opens it.
    """

    key_salt = "accounts.passwords.links.ResetLinks"

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        return f"{fingerprint(user, purpose='reset')}:{user.email}:{timestamp}"


reset_links = ResetLinks()
