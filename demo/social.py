"""The provider that ``bin/run`` starts beside the site. Not for production."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from social_core.backends.oauth import BaseOAuth2PKCE

from accounts.social.base import Provider
from accounts.social.providers import require


class Demo(Provider, BaseOAuth2PKCE):
    name = "demo"
    title: Any = _("Demo provider")
    REDIRECT_STATE = False
    USE_BASIC_AUTH = True

    @classmethod
    def origins(cls) -> list[str]:
        return [settings.SOCIAL_AUTH_DEMO_URL]

    def authorization_url(self) -> str:
        return f"{settings.SOCIAL_AUTH_DEMO_URL}/authorize"

    def access_token_url(self) -> str:
        return f"{settings.SOCIAL_AUTH_DEMO_URL}/token"

    def fetch_profile(self, token: str) -> Any:
        return self.get_json(
            f"{settings.SOCIAL_AUTH_DEMO_URL}/userinfo",
            headers={"Authorization": f"Bearer {token}"},
        )

    def profile(self, data: Any) -> dict[str, Any]:
        return {
            "id": data["id"],
            "username": data["login"],
            "name": data["name"],
            "email": data["email"],
            "email_verified": data["email_verified"],
        }

    def validate_audience(self, token: str) -> None:
        key, secret = self.get_key_and_secret()
        answer = self.get_json(
            f"{settings.SOCIAL_AUTH_DEMO_URL}/introspect",
            method="POST",
            auth=(key, secret),
            data={"token": token},
            stage="token_validation",
        )
        require(self, True, answer, "active")
        require(self, key, answer, "client_id")
