"""OpenID Connect: what an ID token and ``userinfo`` tell of a person."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from jwcrypto.common import JWException
from jwcrypto.jwk import JWK, JWKSet
from jwcrypto.jwt import JWT
from oauth2_provider.oauth2_validators import OAuth2Validator
from oauth2_provider.settings import oauth2_settings
from oauth2_provider.utils import jwk_from_pem
from oauthlib.common import Request
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth.issuer import issuer

#: Claims, each from an object with ``user``; ``oidc_claim_scope`` of the toolkit says which
#: scope tells which.
CLAIMS: dict[str, Callable[[Any], Any]] = {
    "name": lambda request: request.user.get_full_name(),
    "given_name": lambda request: request.user.first_name,
    "family_name": lambda request: request.user.last_name,
    "preferred_username": lambda request: request.user.get_username(),
    "zoneinfo": lambda request: request.user.time_zone,
    "email": lambda request: request.user.email,
    "email_verified": lambda request: bool(request.user.email_verified_at),
}


#: Claims of ID tokens about the session in which the person allowed the application.
OF_THE_SESSION = ("auth_time", "acr", "amr")


class OpenIDConnect(OAuth2Validator):
    #: Set by ``views.OAuthLib``: oauthlib's own request has lost cookies and scheme.
    http_request: HttpRequest

    def validate_silent_login(self, request: Request) -> bool:
        return bool(self.http_request.user.is_authenticated)

    def validate_silent_authorization(self, request: Request) -> bool:
        return True  # consent.AuthorizeView looks up what was allowed before

    def get_oidc_issuer_endpoint(self, request: Request) -> str:
        return issuer(self.http_request)

    def get_id_token_dictionary(
        self, token: dict[str, Any], token_handler: Any, request: Request
    ) -> tuple[dict[str, Any], datetime]:
        claims, expires_at = super().get_id_token_dictionary(token, token_handler, request)
        # The toolkit tells ``last_login``, which any other way in moves on. Of a
        # refresh the time is not known, and left out (OpenID Connect Core §12.2).
        del claims["auth_time"]
        known = request.claims or {}
        claims |= {name: known[name] for name in OF_THE_SESSION if name in known}
        return claims, expires_at

    def get_additional_claims(self) -> dict[str, Callable[[Any], Any]]:
        return CLAIMS

    def get_oidc_claims(self, token: Any, token_handler: Any, request: Any) -> dict[str, Any]:
        claims = super().get_oidc_claims(token, token_handler, request)
        if not claims.get("email"):
            claims.pop("email_verified", None)
        return {name: value for name, value in claims.items() if value != ""}


def keys() -> list[JWK]:
    """Return the site's keys, each once however often it is set; the first one signs."""
    pems = [oauth2_settings.OIDC_RSA_PRIVATE_KEY, *oauth2_settings.OIDC_RSA_PRIVATE_KEYS_INACTIVE]
    by_id = {key.thumbprint(): key for key in map(jwk_from_pem, filter(None, pems))}
    return list(by_id.values())


def person_of(hint: str, *, client_id: str, issuer: str) -> str:
    """
    Return the ``sub`` of ``id_token_hint``, an ID token that this site once gave ``client_id``.

    One of another application is refused: by it, an application could find out who is
    signed in, unasked.

    :raises InvalidRequestError:
    """
    person, audience = read_hint(hint, issuer=issuer)
    if client_id not in audience:
        raise errors.InvalidRequestError("id_token_hint was issued to another application.")
    return person


def read_hint(hint: str, *, issuer: str) -> tuple[str, list[str]]:
    """
    Return the ``sub`` of ``id_token_hint`` and the client ids that it was issued to.

    It may have expired (OpenID Connect Core §3.1.2.2).

    :raises InvalidRequestError: when this site did not sign it.
    """
    key_set = JWKSet()
    for key in keys():
        key_set.add(key)
    try:
        token = JWT(jwt=hint, key=key_set, algs=["RS256"], check_claims={}, expected_type="JWS")
        claims = json.loads(token.claims)
        audience = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        person, kind = claims["sub"], token.token.jose_header.get("typ")
    except (JWException, ValueError, KeyError, TypeError) as error:
        raise errors.InvalidRequestError("id_token_hint is no ID token of this site.") from error
    is_access_token = kind == "at+jwt"  # the same key signs those (RFC 9068)
    if is_access_token or claims.get("iss") != issuer or not isinstance(person, str):
        raise errors.InvalidRequestError("id_token_hint is no ID token of this site.")
    return person, audience
