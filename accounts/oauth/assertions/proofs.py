"""The proof of an application: a JWT that it signed, for this server, for an hour at most, once."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import QueryDict
from jwcrypto.common import JWException
from jwcrypto.jws import JWS
from oauth2_provider.models import Application
from oauthlib.oauth2.rfc6749.errors import InvalidClientError

from accounts.digests import digest
from accounts.oauth.assertions import client_keys
from accounts.oauth.dpop.models import SpentProof

TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"  # RFC 7523 §2.2
ALGORITHMS = [name for names in client_keys.ALGORITHMS.values() for name in names]
MAX_LENGTH = 8_000  # characters
COMPACT = re.compile(r"\A[A-Za-z0-9_-]++\.[A-Za-z0-9_-]++\.[A-Za-z0-9_-]*+")  # RFC 7515 §7.1
MAX_JTI = 255  # characters
MAX_LIFETIME = 3600  # seconds that a jti has to be remembered, at most; Authlib asks for so long
SKEW = 30  # seconds between two clocks


def client_of(parameters: QueryDict) -> str:
    """
    Return the client id that the assertion among ``parameters`` names; nothing is proved yet.

    :raises InvalidClientError: when it cannot be read.
    """
    if parameters.get("client_assertion_type") != TYPE:
        raise InvalidClientError(f"client_assertion_type has to be {TYPE}.")
    assertion = parameters.get("client_assertion", "")
    if len(assertion) > MAX_LENGTH or not COMPACT.fullmatch(assertion):
        raise InvalidClientError(f"client_assertion is a JWT of at most {MAX_LENGTH} characters.")
    try:
        payload = assertion.split(".")[1]
        client_id = json.loads(urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))["sub"]
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise InvalidClientError("client_assertion is no JWT that names the client.") from error
    if not isinstance(client_id, str):
        raise InvalidClientError("client_assertion is no JWT that names the client.")
    return client_id


def check(
    assertion: str, application: Application | None, *, audiences: Collection[str], now: datetime
) -> None:
    """
    Take ``assertion``, once, as a proof that ``application`` sent it.

    :param audiences: addresses of this server; it has to be made for one of them alone.
    :raises InvalidClientError: when it proves nothing; an unknown client looks like one
        without keys.
    """
    known = client_keys.of(application) if application else None
    if application is None or known is None:
        raise InvalidClientError("Authenticate with client_secret: no keys are registered.")
    claims = _verified(assertion, known)
    if fault := _fault_of(claims, application.client_id, audiences, now.timestamp()):
        raise InvalidClientError(f"client_assertion: {fault}.")
    _spend(application.client_id, claims)


def _verified(assertion: str, known: Any) -> dict[str, Any]:
    token = JWS()
    token.allowed_algs = ALGORITHMS
    try:
        token.deserialize(assertion)
        token.verify(known)
        claims = json.loads(token.payload)
    except (JWException, ValueError, LookupError, TypeError, RecursionError) as error:
        why = f"client_assertion is not signed by a registered key with {', '.join(ALGORITHMS)}."
        raise InvalidClientError(why) from error
    return claims if isinstance(claims, dict) else {}


def _fault_of(
    claims: dict[str, Any], client_id: str, audiences: Collection[str], now: float
) -> str | None:
    """Return what is wrong (RFC 7523 §3), as far as a holder of the key may know it: all."""
    audience, jti = claims.get("aud"), claims.get("jti")
    expires: Any = claims.get("exp")
    if not claims.get("iss") == claims.get("sub") == client_id:
        return "iss and sub have to be the client_id"
    if isinstance(audience, list) and len(audience) == 1:
        audience = audience[0]
    if not isinstance(audience, str) or audience not in audiences:
        return "aud has to be the issuer or the token endpoint, and nothing else"
    if not _is_time(expires) or not now - SKEW < expires <= now + MAX_LIFETIME + SKEW:
        return f"exp has to lie within the next {MAX_LIFETIME} seconds"
    if any(not _is_time(at) or at > now + SKEW for at in _beginnings(claims)):
        return "iat or nbf lies in the future"
    if not isinstance(jti, str) or not 0 < len(jti) <= MAX_JTI:
        return f"jti has to be a text of at most {MAX_JTI} characters"
    return None


def _beginnings(claims: dict[str, Any]) -> list[Any]:
    return [claims[name] for name in ("iat", "nbf") if name in claims]


def _is_time(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _spend(client_id: str, claims: dict[str, Any]) -> None:
    """:raises InvalidClientError: when it was used before; of two at once, one gets past."""
    # It is taken until SKEW after its end; another node's clock may be behind this one's.
    ends_at = datetime.fromtimestamp(claims["exp"], UTC) + timedelta(seconds=2 * SKEW)
    used = digest(json.dumps([client_id, claims["jti"]]))
    _row, is_new = SpentProof.objects.get_or_create(digest=used, defaults={"expires_at": ends_at})
    if not is_new:
        raise InvalidClientError("client_assertion: its jti was used before. Sign a new one.")
