"""How the token endpoint makes an access token; ``validator.Validator`` has the rules."""

import json
import secrets
from typing import Any

from django.utils import timezone
from jwcrypto.jwt import JWT
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth.dpop.rules import DPoPRules
from accounts.oauth.issuer import issuer
from accounts.oauth.openid import OF_THE_SESSION, keys

TYPE = "at+jwt"  # §2.1: no ID token is one


class JWTRules(DPoPRules):
    def make_access_token(self, request: Any) -> str:
        """
        Return a JWT with the claims of §2.2, for one of oauthlib's requests that was judged.

        :raises OAuth2Error: when no token can be made for its resource, its key or its client.
        """
        self._check_and_set_request_resource(request)
        site, now = issuer(self.http_request), int(timezone.now().timestamp())
        audience = request.resource or [site]
        known = request.claims or {}
        claims = {
            "iss": site,
            "sub": _subject(request),
            "aud": audience if len(audience) > 1 else audience[0],
            "exp": now + request.expires_in,
            "iat": now,
            "jti": secrets.token_urlsafe(16),
            "client_id": request.client.client_id,
            "scope": " ".join(request.scopes),
            **{name: known[name] for name in OF_THE_SESSION if name in known},
        }
        if key := self.dpop_key(request):
            claims["cnf"] = {"jkt": key}
        return sign(claims)


def _subject(request: Any) -> str:
    """:raises UnauthorizedClientError: another API could take the client for a person (§5)."""
    if request.user and request.user.pk:
        return str(request.user.pk)
    client_id: str = request.client.client_id
    if client_id.isdigit():
        raise errors.UnauthorizedClientError("A client id of digits reads as that of a person.")
    return client_id


def sign(claims: dict[str, Any]) -> str:
    """
    Return ``claims`` as a JWT by the key that signs ID tokens.

    :raises ServerError: without a key; ``checks`` tells of that before.
    """
    if not (key := next(iter(keys()), None)):
        raise errors.ServerError("This server has no key to sign access tokens with.")
    header = {"typ": TYPE, "alg": "RS256", "kid": key.thumbprint()}
    token = JWT(*(json.dumps(part, separators=(",", ":")) for part in (header, claims)))
    token.make_signed_token(key)
    return str(token.serialize())
