"""
The providers: where a browser is sent, and what is believed of what they answer.

Each is social-auth-core's backend, held to three rules here: it answers within
``SECONDS`` or not at all, its profile is checked before anything reads it, and
none of its tokens is kept.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, Queue
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.module_loading import import_string
from social_core.backends.base import BaseAuth
from social_core.backends.facebook import API_VERSION, FacebookOAuth2
from social_core.backends.github import GithubOAuth2
from social_core.backends.google import GoogleOAuth2
from social_core.backends.oauth import BaseOAuth2PKCE
from social_core.backends.twitter_oauth2 import TwitterOAuth2
from social_core.exceptions import AuthCredentialError, AuthProviderError, AuthResponseError

SECONDS = 8  # for all calls of one sign-in together
SECONDS_A_CALL = 4  # to connect, and between two bytes
MAX_LENGTH = 254  # characters of anything in a profile; the narrowest column's bound


JOINERS = "\u200c\u200d"
BLACK_FLAG = "\U0001f3f4"


class Provider:
    """A mixin before one of social-auth-core's backends."""

    #: Besides the one of AUTHORIZATION_URL, the origins that a sign-in may pass.
    other_origins: tuple[str, ...] = ()
    #: How people call their account there: a key of ``profile``.
    label = "username"

    do_not_call_in_templates = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ends_at = time.monotonic() + SECONDS
        self.purpose: dict = {}

    # The way there and back -------------------------------------------------------

    @classmethod
    def origins(cls) -> list[str]:
        """The browser is sent to these: the page with the button allows them in its CSP."""
        parts = urlsplit(cls.AUTHORIZATION_URL)
        return [f"{parts.scheme}://{parts.netloc}", *cls.other_origins]

    def get_or_create_state(self) -> Any:
        """Keep ``purpose`` with the state, in the session of this browser."""
        state = super().get_or_create_state()
        key = self.transaction_key(state)
        self.strategy.session_set(key, self.strategy.session_get(key) | {"purpose": self.purpose})
        return state

    def recall_purpose(self) -> dict:
        """The purpose of the sign-in that comes back now; empty if it was not begun here."""
        key = self.transaction_key(self.get_request_state() or "")
        return (self.strategy.session_get(key) or {}).get("purpose", {})

    # The person ----------------------------------------------------------------------

    def fetch_profile(self, token: str) -> Any:
        return super().user_data(token)

    def profile(self, data: Any) -> dict:
        """
        Return what is used of ``data``, the provider's answer about the person.

        ``email_verified`` is True only where the provider says so.
        """
        raise NotImplementedError

    def validate_audience(self, token: str) -> None:
        """
        Prove that ``token`` was issued to this site, not to another of the provider's clients.

        Anybody who runs such a client holds tokens of its users (ASVS 5.0 V10.5.4).

        :raises SocialAuthBaseException: when it was not, or nobody can tell.
        """
        raise AuthCredentialError(self, stage="token_validation")

    def user_data(self, access_token: Any, *args: Any, **kwargs: Any) -> bool:
        try:
            profile = self.profile(self.fetch_profile(access_token))
        except (AttributeError, IndexError, KeyError, TypeError) as error:
            raise AuthResponseError(self, code="malformed_response", stage="user_info") from error
        return {name: _checked(self, name, value) for name, value in profile.items()}

    def get_user_details(self, response: Any) -> Any:
        return {
            "username": response.get("username", ""),
            "email": response.get("email", "") if response.get("email_verified") is True else "",
            "fullname": response.get("name", ""),
            "label": response.get(self.label, ""),
        }

    # The call -----------------------------------------------------------------------

    def request(self, url: str, *, stage: Any = "user_info", **kwargs: Any) -> Any:
        """
        Call the provider, within what is left of ``SECONDS``.

        Timeouts of sockets bound neither a name server that is silent nor an
        answer that drips. The thread that waits for one ends when that does.
        """
        answers: Queue = Queue()

        def call() -> None:
            try:
                kwargs["timeout"] = SECONDS_A_CALL
                answers.put((super(Provider, self).request(url, stage=stage, **kwargs), None))
            except Exception as error:
                answers.put((None, error))

        threading.Thread(target=call, daemon=True).start()
        try:
            response, error = answers.get(timeout=max(0, self.ends_at - time.monotonic()))
        except Empty:
            raise AuthProviderError(self, code="timeout", stage=stage) from None
        if error:
            raise error
        return response


@contextmanager
def asked(provider: Provider) -> Iterator[None]:
    """
    Around whatever makes ``provider`` call out: an answer nested too deep is malformed as well.

    social-auth-core parses answers in several places, and expects a ValueError of each.
    """
    try:
        yield
    except RecursionError as error:
        raise AuthResponseError(provider, code="malformed_response", stage="user_info") from error


def _checked(provider: Provider, name: str, value: Any) -> Any:
    """
    A flag, or a text that the database can hold.

    The id is taken as it is or not at all; the rest only describes the person.

    :raises AuthResponseError: when it is neither, or the id is missing.
    """
    is_id = name == provider.ID_KEY
    if isinstance(value, bool) and not is_id:
        return value
    if type(value) is int and is_id:
        value = str(value)
    text = "" if value is None else value
    is_good_id = isinstance(text, str) and text.isprintable() and 0 < len(text) <= MAX_LENGTH
    if not isinstance(text, str) or (is_id and not is_good_id):
        raise AuthResponseError(provider, claim=name, code="invalid_claim", stage="user_info")
    if name == "email":
        return text if _is_email(text) else ""
    return visible(text)[:MAX_LENGTH].rstrip(JOINERS)


def visible(text: str) -> str:
    """
    Return ``text`` without what cannot be seen, but with what holds one sign together.

    Joiners stay between two characters, as emoji, Persian and Sinhala need them; tags stay
    after a black flag, of which they make that of Scotland.
    """
    kept = []
    in_flag = False
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        is_tag = "\U000e0020" <= char <= "\U000e007f"
        in_flag = char == BLACK_FLAG or (in_flag and is_tag)
        joins = char in JOINERS and all(
            side.isprintable() and not side.isspace() for side in (before, after)
        )
        if char.isprintable() or joins or (is_tag and in_flag):
            kept.append(char)
    return "".join(kept)


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= MAX_LENGTH


class GitHub(Provider, GithubOAuth2, BaseOAuth2PKCE):
    DEFAULT_SCOPE = ["user:email"]

    def profile(self, data: Any) -> Any:
        # The address in the profile is what the person chose to show.
        primary = next((email for email in data.get("emails", []) if email["primary"]), {})
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
    LEGACY_ID_KEYS = ()  # rows of old that were tied by email: there are none

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
