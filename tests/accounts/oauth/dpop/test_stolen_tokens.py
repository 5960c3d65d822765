"""A token that is bound to a key is of no use to a thief."""

import pytest

from tests.accounts.oauth.conftest import ISSUER
from tests.accounts.oauth.dpop.conftest import TOKEN
from tests.accounts.oauth.dpop.proofs import OTHER_KEY, ath

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("sent", "code", "words"),
    [
        ({"scheme": "Bearer"}, "invalid_token", "bound to a key. Send it as DPoP"),
        ({"scheme": "Bearer", "proof": None}, "invalid_token", "bound to a key"),
        ({"proof": None}, "invalid_dpop_proof", "Send a proof"),
        ({"proof": "x.y.z"}, "invalid_dpop_proof", "signature"),
        ({"key": OTHER_KEY}, "invalid_token", "bound to another key"),
        ({"ath": None}, "invalid_dpop_proof", "ath"),
        ({"ath": ath("another")}, "invalid_dpop_proof", "ath"),
        ({"htm": "POST"}, "invalid_dpop_proof", "htm"),
        ({"htu": ISSUER + TOKEN}, "invalid_dpop_proof", "htu"),
    ],
)
def test_a_stolen_token_is_of_no_use(bound, get, sent, code, words):
    refused = get(bound["access_token"], **sent)

    assert refused.status_code == 401
    assert refused.json()["code"] == code
    assert words in refused.json()["detail"]
    challenge = refused["WWW-Authenticate"]
    assert f"{sent.get('scheme', 'DPoP')} " in challenge.partition(f'error="{code}"')[0]
    assert 'algs="ES256 Ed25519 EdDSA PS256 RS256"' in challenge


@pytest.mark.parametrize(
    ("scheme", "words"),
    [("DPoP", "bound to no key"), ("Bearer", None)],
)
def test_a_bearer_token_gains_nothing_by_the_other_scheme(
    redeem, public_client, get, scheme, words
):
    token = redeem(public_client).json()["access_token"]

    answer = get(token, scheme)
    assert answer.status_code == (401 if words else 200)
    assert (words or "") in str(answer.json())


def test_a_token_of_ours_is_not_taken_as_one(alice, get):
    refused = get(alice.initial_token.key)

    assert refused.status_code == 401
    assert "Authorization: Token" in refused.json()["detail"]
