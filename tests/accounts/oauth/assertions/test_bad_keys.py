"""A document of keys that cannot be used is refused."""

import json

import pytest
from django.core.exceptions import ValidationError
from joserfc import jwk

from accounts.oauth.assertions import client_keys
from tests.accounts.oauth.dpop.proofs import SMALL_ORDERS, ed25519

pytestmark = pytest.mark.django_db


def public_of(key, **changes):
    return {"keys": [key.as_dict(private=False) | changes]}


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (lambda made: "{", "not JSON"),
        (lambda made: [], "JWK Set"),
        (lambda made: {"keys": []}, "JWK Set"),
        (lambda made: {"keys": ["x"]}, "JWK Set"),
        (lambda made: {"keys": [{}] * 11}, "JWK Set"),
        (lambda made: {"keys": [{"kty": "EC", "x": "y" * 20_000}]}, "at most"),
        (lambda made: {"keys": [{}]}, "for signatures"),
        (lambda made: {"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}]}, "be read"),
        (lambda made: {"keys": [made["RS256"].as_dict(private=True)]}, "private key"),
        (lambda made: {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}, "private key"),
        (lambda made: public_of(made["RS256"], use="enc"), "for signatures"),
        (lambda made: public_of(made["RS256"], alg="PS256"), "for signatures"),
        (lambda made: public_of(jwk.ECKey.generate_key("P-384")), "P-256"),
        (lambda made: public_of(jwk.OKPKey.generate_key("X25519")), "key"),
        *((lambda made, p=p: {"keys": [ed25519(p)]}, "Anybody can sign") for p in SMALL_ORDERS),
        (lambda made: {"keys": [ed25519("02" * 31)]}, "cannot be read"),
        (lambda made: public_of(jwk.RSAKey.generate_key(1024)), "2048"),
        (lambda made: {"keys": public_of(made["ES256"])["keys"] * 2}, "same kid"),
        (lambda made: {"keys": [public_of(made["ES256"])["keys"][0] | {"kid": ["x"]}]}, "a text"),
    ],
)
def test_a_document_that_cannot_be_used_is_refused(private, document, said):
    made = document(private)

    with pytest.raises(ValidationError, match=said):
        client_keys.check(made if isinstance(made, str) else json.dumps(made))
