"""A key of each kind, and requests that an application signed."""

import json
import time
import uuid

import pytest
from joserfc import jwk, jwt

from accounts.oauth.assertions import client_keys
from accounts.oauth.assertions.proofs import TYPE
from tests.accounts.oauth.conftest import ISSUER

TOKEN_ENDPOINT = f"{ISSUER}/auth/token"
GRANT = {"grant_type": "client_credentials", "scope": "polls:read"}
MAKERS = {
    "RS256": lambda: jwk.RSAKey.generate_key(2048),
    "ES256": lambda: jwk.ECKey.generate_key("P-256"),
    "Ed25519": lambda: jwk.OKPKey.generate_key("Ed25519"),
    "EdDSA": lambda: jwk.OKPKey.generate_key("Ed25519"),
}


@pytest.fixture(scope="session")
def private():
    """A key of each kind, with its id."""
    made = {}
    for algorithm, make in MAKERS.items():
        key = make()
        made[algorithm] = type(key).import_key(key.as_dict(private=True) | {"kid": algorithm})
    return made


@pytest.fixture
def jwks(private):
    return json.dumps({"keys": [key.as_dict(private=False) for key in private.values()]})


@pytest.fixture
def signer(machine, jwks):
    client_keys.register(machine.application, jwks)
    return machine


@pytest.fixture
def sign(private, machine):
    """``sign(aud=…)``: the parameters of a request that the machine signed."""

    def make(algorithm="ES256", signed_by=None, header=None, **changes):
        now = int(time.time())
        claims = {
            "iss": machine.id,
            "sub": machine.id,
            "aud": ISSUER,
            "iat": now,
            "exp": now + 60,
            "jti": str(uuid.uuid4()),
        } | changes
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": algorithm, "kid": algorithm} if header is None else header
        key = signed_by or private[algorithm]
        assertion = jwt.encode(header, claims, key, algorithms=[header["alg"]])
        return {"client_assertion_type": TYPE, "client_assertion": assertion}

    return make
