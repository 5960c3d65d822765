"""An assertion that is spoilt proves nothing."""

import json
import time

import pytest
from joserfc import jwk

from accounts.oauth.assertions.proofs import TYPE
from tests.accounts.oauth.assertions.conftest import GRANT, MAKERS

pytestmark = pytest.mark.django_db


def with_the_secret(sign, machine, private, other):
    return sign() | {"client_secret": machine.secret}


def with_another_client_id(sign, machine, private, other):
    return sign() | {"client_id": other.id}


def by_another_key(sign, machine, private, other):
    return sign(signed_by=MAKERS["ES256"]())


def by_the_public_key_as_a_secret(sign, machine, private, other):
    text = json.dumps(private["ES256"].as_dict(private=False))
    return sign(signed_by=jwk.OctKey.import_key(text), header={"alg": "HS256"})


def by_an_algorithm_that_is_not_offered(sign, machine, private, other):
    return sign("RS256", header={"alg": "PS256"})


def with_an_unknown_key_id(sign, machine, private, other):
    return sign(header={"alg": "ES256", "kid": "unheard of"})


def with_another_payload(sign, machine, private, other):
    signed, spoilt = sign(), sign(exp=int(time.time()) + 500)
    header, _, signature = signed["client_assertion"].split(".")
    payload = spoilt["client_assertion"].split(".")[1]
    return signed | {"client_assertion": f"{header}.{payload}.{signature}"}


def unsigned(sign, machine, private, other):
    signed = sign()
    payload = signed["client_assertion"].split(".")[1]
    return signed | {"client_assertion": f"eyJhbGciOiJub25lIn0.{payload}."}


def of_nobody(sign, machine, private, other):
    return sign(iss="nobody", sub="nobody")


def of_a_client_without_keys(sign, machine, private, other):
    return sign(iss=other.id, sub=other.id)


def of_another_type(sign, machine, private, other):
    return sign() | {"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:saml2"}


def of_no_type(sign, machine, private, other):
    return {"client_assertion": sign()["client_assertion"]}


def alone(sign, machine, private, other):
    return {"client_assertion_type": TYPE}


SPOILT = [
    *(with_the_secret, with_another_client_id, by_another_key, by_the_public_key_as_a_secret),
    *(by_an_algorithm_that_is_not_offered, with_an_unknown_key_id, with_another_payload, unsigned),
    *(of_nobody, of_a_client_without_keys, of_another_type, of_no_type, alone),
]


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_nothing_else_proves_it(signer, public_client, private, sign, post_token, spoil):
    response = post_token(**GRANT, **spoil(sign, signer, private, public_client))

    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")
    assert response.json()["error_description"]
