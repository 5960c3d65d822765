"""``private_key_jwt``: an application proves itself by a signature (RFC 7523)."""

import pytest

from accounts.oauth.assertions.proofs import ALGORITHMS
from tests.accounts.oauth.assertions.conftest import GRANT, TOKEN_ENDPOINT
from tests.accounts.oauth.conftest import ISSUER

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("audience", [ISSUER, TOKEN_ENDPOINT, [ISSUER]])
def test_a_signature_takes_the_place_of_the_secret(signer, sign, post_token, algorithm, audience):
    response = post_token(**GRANT, **sign(algorithm, aud=audience))

    assert response.status_code == 200, response.content


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_it_need_not_name_its_key(signer, sign, post_token, algorithm):
    signed = sign(algorithm, header={"alg": algorithm})

    assert post_token(**GRANT, **signed).status_code == 200
