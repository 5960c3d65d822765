"""
An API that checks access tokens by itself (RFC 9068), and says whom each stands for.

It asks the authorization server for its keys alone. So it learns nothing of a revocation, and
takes a token until it expires: docs/choose/jwt-access-tokens.md.
"""

import json
import os
from wsgiref.simple_server import make_server

import requests
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

ISSUER = os.environ.get("ISSUER", "http://localhost:8000")
ME = os.environ.get("RESOURCE", "http://127.0.0.1:8200")  # what clients send as resource
CLAIMS = jwt.JWTClaimsRegistry(
    leeway=0,
    iss={"essential": True, "value": ISSUER},
    aud={"essential": True, "value": ME},
    exp={"essential": True},
    sub={"essential": True},
    scope={"essential": True},
)


def keys() -> KeySet:
    """Fetch the keys. A busy API keeps them, and fetches them again for a ``kid`` it lacks."""
    found = requests.get(f"{ISSUER}/auth/jwks", timeout=10)
    found.raise_for_status()
    return KeySet.import_key_set(found.json())


def read(token: str, scope: str) -> dict:
    """:raises ValueError: when the token is not for this API, or not for ``scope``."""
    try:
        found = jwt.decode(token, keys(), algorithms=["RS256"])
        if found.header.get("typ", "").lower() not in {"at+jwt", "application/at+jwt"}:
            raise ValueError("It is no access token.")  # an ID token has the same signature
        CLAIMS.validate(found.claims)
    except (JoseError, TypeError) as error:  # the latter: of a crit that is no list
        raise ValueError("The access token is not good here.") from error
    if scope not in found.claims["scope"].split():
        raise ValueError(f"The access token lacks the scope {scope}.")
    if "cnf" in found.claims:
        raise ValueError("It is bound to a key: this API checks no DPoP proofs.")
    return found.claims


def application(environ: dict, start_response) -> list[bytes]:
    scheme, _, token = environ.get("HTTP_AUTHORIZATION", "").partition(" ")
    status, headers = "200 OK", [("Content-Type", "application/json")]
    try:
        if scheme.lower() != "bearer":
            raise ValueError("Send an access token as Bearer.")
        claims = read(token, "polls:read")
        told = {"sub": claims["sub"], "client_id": claims["client_id"]}
    except ValueError as error:
        status, told = "401 Unauthorized", {"error": "invalid_token", "detail": str(error)}
        headers.append(("WWW-Authenticate", 'Bearer error="invalid_token"'))
    start_response(status, headers)
    return [json.dumps(told).encode()]


if __name__ == "__main__":
    make_server("127.0.0.1", 8200, application).serve_forever()
