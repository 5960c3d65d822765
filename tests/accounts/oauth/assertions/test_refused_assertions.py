"""An assertion that nobody can check is refused, and counted."""

import json

import pytest
from joserfc.jwt import decode

from accounts.oauth.assertions.models import ClientKeys
from accounts.oauth.assertions.proofs import TYPE
from tests.accounts.oauth.assertions.conftest import GRANT
from tests.accounts.oauth.conftest import FORM, encoded
from tests.accounts.oauth.dpop.proofs import IDENTITY, SMALL_ORDERS, ed25519, forged

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("point", SMALL_ORDERS)
@pytest.mark.parametrize("alg", ["Ed25519", "EdDSA"])
@pytest.mark.parametrize("kid", [{}, {"kid": "small"}])
def test_a_key_that_anybody_can_sign_for_is_looked_at_again(
    machine, private, sign, post_token, point, alg, kid
):
    document = {"keys": [ed25519(point) | kid, private["ES256"].as_dict(private=False)]}
    ClientKeys.objects.create(application=machine.application, jwks=json.dumps(document))
    claims = decode(sign()["client_assertion"], private["ES256"]).claims
    assertion = forged({"alg": alg} | kid, claims)

    refused = post_token(**GRANT, client_assertion_type=TYPE, client_assertion=assertion)

    assert (refused.status_code, refused.json()["error"]) == (401, "invalid_client")
    assert post_token(**GRANT, **sign()).status_code == 200


def test_one_with_no_other_key_has_no_secret_for_that(machine, sign, post_token):
    ClientKeys.objects.create(
        application=machine.application, jwks=json.dumps({"keys": [ed25519(IDENTITY)]})
    )

    assert post_token(machine, **GRANT).status_code == 401
    assert post_token(**GRANT, **sign()).status_code == 401


def test_the_signature_of_a_public_client_is_not_passed_over(public_client, sign, post_token):
    path, named = "/auth/revoke-token", {"iss": public_client.id, "sub": public_client.id}

    assert post_token(public_client, path, token="x").status_code == 200
    assert post_token(None, path, token="x", **sign(**named)).status_code == 401


@pytest.mark.parametrize(
    "assertion",
    ["x", "..", "a.b.c", "." * 5000, "x" * 9000, "é.é.é", "a.W10.c", "a.eyJzdWIiOjF9.c", "a.Ww.c"],
)
def test_what_is_no_assertion_is_refused(signer, api, assertion):
    data = GRANT | {"client_assertion_type": TYPE, "client_assertion": assertion}

    response = api.post("/auth/token", encoded(data), content_type=FORM)

    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")


def test_signatures_are_guessed_at_so_often_and_no_more(signer, sign, post_token):
    answers = [post_token(**GRANT, **sign(aud="x")).status_code for _ in range(11)]

    assert answers == [401] * 10 + [429]
