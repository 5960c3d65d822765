"""An application that Alice allowed, and ID tokens as hints."""

import time
from functools import cache

import pytest
from joserfc import jwk, jwt


@cache
def signer_of(pem):
    """To read and check a key takes a tenth of a second."""
    return jwk.RSAKey.import_key(pem)


@pytest.fixture
def hint_of(client_of_people, api, key):
    """``hint_of(alice)``: an ID token, an hour too old, signed by the site's key."""

    def make(user, signed_by=key, header=None, **changes):
        now = int(time.time())
        claims = {
            "iss": api.get("/.well-known/openid-configuration").json()["issuer"],
            "aud": client_of_people.id,
            "sub": str(user.pk),
            "iat": now - 7200,
            "exp": now - 3600,
        } | changes
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(header or {"alg": "RS256"}, claims, signer_of(signed_by))

    return make


@pytest.fixture
def allowed(alice, bob, client_of_people, make_code, post_token):
    """Alice and Bob have let the application know who they are."""
    for person in (alice, bob):
        code = make_code(client_of_people, person, code=f"of {person}", scope="openid")
        assert post_token(client_of_people, **code).status_code == 200
