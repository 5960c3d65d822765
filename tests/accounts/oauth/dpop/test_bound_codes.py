"""An application binds its code to a key before it gets it (RFC 9449 §10)."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from oauth2_provider.models import Grant

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import encoded, redeeming
from tests.accounts.oauth.dpop.conftest import proving
from tests.accounts.oauth.dpop.proofs import KEY, OTHER_KEY, jkt

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("mode", "key", "is_good"),
    [
        ("on", {}, True),
        ("on", {"key": OTHER_KEY}, False),
        ("on", None, False),
        ("off", None, True),  # an unknown parameter is ignored (RFC 6749 §3.1)
    ],
)
def test_dpop_jkt_binds_the_code(
    settings, alice, public_client, browser_as, post_token, mode, key, is_good
):
    settings.DPOP = mode
    page = ask(public_client, dpop_jkt=jkt())
    code = sent_back(browser_as(alice).post(page, {"allow": "yes"}))["code"]

    headers = None if key is None else proving(**key)
    answer = post_token(public_client, headers=headers, **redeeming(code))

    assert answer.status_code == (200 if is_good else 400)


def test_a_dpop_jkt_that_is_no_thumbprint_is_refused(alice, public_client, browser_as):
    answer = sent_back(browser_as(alice).get(ask(public_client, dpop_jkt="x")))

    assert answer["error"] == "invalid_request"


@pytest.mark.parametrize(
    ("named", "key", "status"),
    [(None, KEY, 201), (KEY, KEY, 201), (OTHER_KEY, KEY, 400), (KEY, None, 201)],
)
def test_a_pushed_request_is_bound_as_well(
    settings, alice, public_client, post_token, browser_as, named, key, status
):
    settings.PUSHED_REQUESTS = "on"
    asked = dict(parse_qsl(urlsplit(ask(public_client, dpop_jkt=named and jkt(named))).query))
    headers = key and proving("/auth/par", key=key)
    pushed = post_token(public_client, "/auth/par", headers=headers, **asked)

    assert pushed.status_code == status
    if status == 201:
        query = {"client_id": public_client.id, "request_uri": pushed.json()["request_uri"]}
        browser_as(alice).post(f"/auth/authorize?{encoded(query)}", {"allow": "yes"})
        code = redeeming(Grant.objects.get().code)
        other = post_token(public_client, headers=proving(key=OTHER_KEY), **code)
        assert other.json()["error"] == "invalid_grant"
        assert post_token(public_client, headers=proving(), **code).status_code == 200
