"""
A provider: where a browser is sent, and what is believed of the answers.

Each is social-auth-core's backend, held to three rules here: it answers within
``SECONDS`` or not at all, its profile is checked before anything reads it, and
none of its tokens is kept.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, Queue
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from social_core.exceptions import AuthCredentialError, AuthProviderError, AuthResponseError

from accounts.social.profiles import checked

if TYPE_CHECKING:
    from social_core.backends.oauth import BaseOAuth2 as Backend
else:
    Backend = object

SECONDS = 8  # for all calls of one sign-in together
SECONDS_A_CALL = 4  # to connect, and between two bytes


class Provider(Backend):
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
        key = self.transaction_key(state)  # type: ignore[arg-type]  # empty is unknown
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

    def user_data(self, access_token: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            profile = self.profile(self.fetch_profile(access_token))
        except (AttributeError, IndexError, KeyError, TypeError) as error:
            raise AuthResponseError(self, code="malformed_response", stage="user_info") from error
        return {name: checked(self, name, value) for name, value in profile.items()}

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
