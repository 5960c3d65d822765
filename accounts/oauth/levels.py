"""
How surely it is known who signed in: ``acr`` and ``amr`` of ID tokens (OpenID Connect Core §2).

``1``: something proved it, such as a password or a social account. ``2``: two factors did, a
password and a code, or a passkey, which is a device and its owner's finger or PIN.
"""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth import claims
from accounts.sessions import methods
from accounts.sessions.opening import proved_by, signed_in_at

ONE, TWO = LEVELS = ["1", "2"]


class Unmet(errors.OAuth2Error):
    """OpenID Connect Core Error Code unmet_authentication_requirements 1.0."""

    error = "unmet_authentication_requirements"


@dataclass(frozen=True)
class Wish:
    level: str = ONE
    is_essential: bool = False


def of(request: HttpRequest) -> str:
    return TWO if methods.SEVERAL in proved_by(request) else ONE


def of_session(request: HttpRequest) -> dict[str, Any]:
    """Return the claims about the session; ``amr`` and ``auth_time`` only where they are known."""
    amr, at = proved_by(request), signed_in_at(request)
    known = {"amr": amr, "auth_time": int(at.timestamp()) if at else None}
    return {"acr": of(request)} | {name: value for name, value in known.items() if value}


def wished(asked: str | None, acr_values: str) -> Wish:
    """
    Return the level that an application asks for, by ``claims`` or by ``acr_values``.

    The first of ``acr_values`` that exists counts, and is voluntary (§3.1.2.1). An essential claim
    is met by the lowest of its values (§5.5.1.1).

    :raises Unmet: when none of the values of an essential claim exists here.
    """
    wish = claims.of_id_token(asked).get("acr", {})
    values = claims.values_of(wish)
    known = [level for level in LEVELS if level in values]
    if values and wish.get("essential"):
        if not known:
            raise Unmet(f"This server knows the acr {' and '.join(LEVELS)} alone.")
        return Wish(known[0], is_essential=True)
    voluntary = [value for value in [*values, *acr_values.split()] if value in LEVELS]
    return Wish(voluntary[0]) if voluntary else Wish()
