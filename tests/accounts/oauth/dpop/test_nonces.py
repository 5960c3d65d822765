"""The site may ask for a nonce of its own in each proof (RFC 9449 §8)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.oauth.dpop import freshness
from tests.accounts.oauth.dpop.conftest import proving

pytestmark = pytest.mark.django_db


def test_a_nonce_is_asked_for_and_then_taken(
    settings, alice, make_code, public_client, post_token, get
):
    settings.DPOP_NONCE = True
    code = make_code(public_client, alice)

    asked = post_token(public_client, headers=proving(), **code)
    assert (asked.status_code, asked.json()["error"]) == (400, "use_dpop_nonce")
    nonce = asked["DPoP-Nonce"]
    token = post_token(public_client, headers=proving(nonce=nonce), **code).json()["access_token"]

    refused = get(token)
    assert refused.status_code == 401
    assert refused["DPoP-Nonce"] == nonce
    assert 'error="use_dpop_nonce"' in refused["WWW-Authenticate"]
    assert get(token, nonce=nonce).status_code == 200


@pytest.mark.parametrize(
    ("seconds", "is_good"), [(0, True), (freshness.STEP, True), (3 * freshness.STEP, False)]
)
def test_a_nonce_ends(seconds, is_good):
    now = timezone.now()
    nonce = freshness.nonce(now=now - timedelta(seconds=seconds))

    if is_good:
        freshness.check_nonce(nonce, now=now)
    else:
        with pytest.raises(freshness.UseNonce):
            freshness.check_nonce(nonce, now=now)


@pytest.mark.parametrize("nonce", [None, 7, "", "\ud800", ["x"]])
def test_a_nonce_is_text_of_ours(nonce):
    with pytest.raises(freshness.UseNonce):
        freshness.check_nonce(nonce, now=timezone.now())
