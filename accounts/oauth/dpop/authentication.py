from typing import Any

from oauth2_provider.models import AccessToken
from rest_framework.authentication import get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from accounts.oauth.authentication import (
    BearerAuthentication,
    FormBearerAuthentication,
    key_of_token,
)
from accounts.oauth.conf import conf
from accounts.oauth.dpop import requests
from accounts.oauth.dpop.freshness import UseNonce
from accounts.oauth.dpop.proofs import ALGORITHMS, InvalidProof


class Authentication(BearerAuthentication):
    """
    ``Authorization: DPoP <access token>`` with a proof in ``DPoP`` (RFC 9449 §7.1), or ``Bearer``.

    A token that is bound to a key is good with the one, any other token with the other. Where
    DPoP is required, no other token is good: discovery says so (RFC 9728 §2), and whoever stole
    one before would have it for the rest of its hour.
    """

    def sent(self, request: Request) -> list[bytes] | None:
        words = get_authorization_header(request).split()
        if conf.DPOP != "off" and words and words[0].lower() == b"dpop":
            self.keyword = "DPoP"
            return words[1:]
        return super().sent(request)

    def check_key(self, token: AccessToken, raw: str, request: Request) -> None:
        bound = key_of_token(token)
        if bound is None and conf.DPOP == "required":
            raise _refusal("This API requires DPoP. Refresh the access token, with a proof.")
        if self.keyword != "DPoP":
            return super().check_key(token, raw, request)
        if bound is None:
            raise _refusal("This access token is bound to no key. Send it as Bearer.")
        try:
            key = requests.key_of(request, access_token=raw)
        except UseNonce as error:
            view: Any = request.parser_context["view"]
            view.headers["DPoP-Nonce"] = error.nonce  # DRF sends these with any answer
            raise _refusal(error.description, error.error) from error
        except InvalidProof as error:
            raise _refusal(error.description, error.error) from error
        if key is None:
            raise _refusal("Send a proof in the header DPoP.", InvalidProof.error)
        if key != bound:
            raise _refusal("This access token is bound to another key.")
        return None

    def authenticate_header(self, request: Request) -> str:
        challenge = super().authenticate_header(request)
        if conf.DPOP == "off":
            return challenge
        parts = [*self.reasons("DPoP", request), f'algs="{" ".join(ALGORITHMS)}"']
        return f"{challenge}, DPoP {', '.join(parts)}"


class FormAuthentication(FormBearerAuthentication, Authentication):
    """The same, for userinfo."""


def _refusal(detail: str, code: str = "invalid_token") -> AuthenticationFailed:
    return AuthenticationFailed(detail, code)
