"""GitHub, Google, Facebook and X: their profiles, and to whom they issued a token."""

from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from social_core.backends.base import BaseAuth
from social_core.backends.facebook import API_VERSION, FacebookOAuth2
from social_core.backends.github import GithubOAuth2
from social_core.backends.google import GoogleOAuth2
from social_core.backends.oauth import BaseOAuth2PKCE
from social_core.backends.twitter_oauth2 import TwitterOAuth2
from social_core.exceptions import AuthCredentialError

from accounts.social.base import Provider


class GitHub(Provider, GithubOAuth2, BaseOAuth2PKCE):
    DEFAULT_SCOPE = ["user:email"]

    def profile(self, data: Any) -> Any:
        # The address in the profile is what the person chose to show.
        primary: Any = next((email for email in data.get("emails", []) if email["primary"]), {})
        return {
            "id": data["id"],
            "username": data["login"],
            "name": data.get("name"),
            "email": primary.get("email"),
            "email_verified": primary.get("verified") is True,
        }

    def validate_audience(self, token: Any) -> None:
        # https://docs.github.com/rest/apps/oauth-applications#check-a-token
        key, secret = self.get_key_and_secret()
        answer = self.get_json(
            f"https://api.github.com/applications/{key}/token",
            method="POST",
            auth=(key, secret),
            json={"access_token": token},
            stage="token_validation",
        )
        require(self, key, answer, "app", "client_id")


class Google(Provider, GoogleOAuth2, BaseOAuth2PKCE):
    label = "email"
    # No rows of old were tied by email; the stub says one key.
    LEGACY_ID_KEYS = ()  # type: ignore[assignment]

    def validate_email_verified(self, response: Any, **kwargs: Any) -> None:
        pass  # an unverified address is left out; it is no reason to refuse

    def profile(self, data: Any) -> Any:
        return {
            "sub": data["sub"],
            # User names are public here; the part before the @ was not.
            "username": data.get("given_name") or data.get("name"),
            "name": data.get("name"),
            "email": data.get("email"),
            "email_verified": data.get("email_verified") is True,
        }

    def validate_audience(self, token: Any) -> None:
        # https://developers.google.com/identity/sign-in/web/backend-auth#calling-the-tokeninfo-endpoint
        answer = self.get_json(
            "https://oauth2.googleapis.com/tokeninfo",
            params={"access_token": token},
            stage="token_validation",
        )
        require(self, self.get_key_and_secret()[0], answer, "aud")


class Facebook(Provider, FacebookOAuth2):
    """It does not say whether an address is verified, so none is asked for."""

    other_origins = ("https://m.facebook.com",)
    label = "name"

    def profile(self, data: Any) -> Any:
        return {"id": data["id"], "username": data.get("name"), "name": data.get("name")}

    def validate_audience(self, token: Any) -> None:
        # https://developers.facebook.com/docs/facebook-login/guides/access-tokens/debugging
        key, secret = self.get_key_and_secret()
        answer = self.get_json(
            f"https://graph.facebook.com/v{API_VERSION}/debug_token",
            params={"input_token": token, "access_token": f"{key}|{secret}"},
            stage="token_validation",
        )
        require(self, True, answer, "data", "is_valid")
        require(self, "USER", answer, "data", "type")
        require(self, key, answer, "data", "app_id")


class X(Provider, TwitterOAuth2):
    """Cannot tell whom a token was issued to, so its tokens are not converted."""

    other_origins = ("https://twitter.com",)
    AUTHORIZATION_URL = "https://x.com/i/oauth2/authorize"
    ACCESS_TOKEN_URL = "https://api.x.com/2/oauth2/token"  # noqa: S105

    def profile(self, data: Any) -> Any:
        return {"id": data["id"], "username": data["username"], "name": data.get("name")}


def require(provider: Provider, expected: Any, answer: Any, *path: str) -> None:
    """:raises AuthCredentialError: unless ``answer`` has ``expected`` at ``path``."""
    for name in path:
        answer = answer.get(name) if isinstance(answer, dict) else None
    if answer != expected:
        raise AuthCredentialError(provider, stage="token_validation")


# The providers that are on ------------------------------------------------------------------


def configured() -> list[type[Provider]]:
    """The providers whose key is set, in the order of the settings."""
    backends = map(import_string, settings.AUTHENTICATION_BACKENDS)
    return [backend for backend in backends if issubclass(backend, BaseAuth)]


def find(name: str) -> type[Provider] | None:
    return next((provider for provider in configured() if provider.name == name), None)
