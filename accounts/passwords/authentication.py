from typing import Any

from django.utils.translation import gettext as _
from rest_framework import authentication
from rest_framework.exceptions import AuthenticationFailed

from accounts.passwords.otp import OtpRequired


class BasicAuthentication(authentication.BasicAuthentication):
    """DRF's own, which has no place for a code."""

    def authenticate_credentials(
        self, userid: str, password: str, request: Any = None
    ) -> tuple[Any, None]:
        try:
            found: tuple[Any, None] = super().authenticate_credentials(userid, password, request)
        except OtpRequired as refusal:
            text = _(
                "This account has a second factor, which Basic cannot ask for. "
                "Use a token from /accounts/get_auth_token, which takes its code as “otp”."
            )
            raise AuthenticationFailed(text, OtpRequired.default_code) from refusal
        return found
