"""An application finds out nothing by a ``sub`` that it may not know."""

import json

import pytest

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.claims.test_claims_parameter import asking
from tests.accounts.oauth.claims.test_sub_claim import of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("claims", "is_meant"),
    [
        ({"id_token": {"sub": {"values": ["{alice}"]}}}, True),
        ({"id_token": {"sub": {"values": ["{bob}", "{alice}"]}}}, True),
        ({"id_token": {"sub": {"values": ["{bob}"]}}}, False),
        ({"id_token": {"sub": {"values": []}}}, False),
        ({"id_token": {"sub": {"values": [[], "{alice}"]}}}, True),
        ({"id_token": {"sub": {"value": "{bob}", "values": ["{alice}"]}}}, False),
        ({"id_token": {"sub": {"essential": True}}}, True),
        ({"id_token": {"sub": {}}}, True),
        ({"id_token": {"sub": None}}, True),
        ({"userinfo": {"sub": {"value": "{bob}"}}}, False),
        ({"userinfo": {"sub": {"value": "{alice}"}}}, True),
        (
            {
                "userinfo": {"sub": {"value": "{alice}"}},
                "id_token": {"sub": {"values": ["{bob}", "{alice}"]}},
            },
            True,
        ),
        (
            {"userinfo": {"sub": {"value": "{alice}"}}, "id_token": {"sub": {"value": "{bob}"}}},
            False,
        ),
    ],
)
def test_only_a_person_that_it_may_mean_is_answered(
    alice, bob, client_of_people, browser_as, make_code, post_token, claims, is_meant
):
    post_token(client_of_people, **make_code(client_of_people, alice, scope="openid"))
    text = json.dumps(claims).replace("{alice}", str(alice.pk)).replace("{bob}", str(bob.pk))
    browser, asked = browser_as(alice), {"scope": "openid", "claims": text}

    silent = sent_back(browser.get(ask(client_of_people, prompt="none", **asked)))
    shown = browser.get(ask(client_of_people, **asked))

    assert ("code" in silent) is is_meant
    assert is_meant or silent["error"] == "login_required"
    assert is_meant or "claims" in silent["error_description"]
    assert shown["Location"].startswith("/accounts/auth/?next=") is not is_meant


def test_an_application_finds_out_by_it_who_is_signed_in_only_if_it_knew(
    alice, bob, client_of_people, browser_as, make_code, post_token
):
    browser = browser_as(alice)

    def silently(person):
        url = asking(client_of_people, of(person), prompt="none")
        return sent_back(browser.get(url))["error"]

    assert silently(alice) == silently(bob) == "consent_required"
    post_token(client_of_people, **make_code(client_of_people, alice, scope="openid"))
    assert silently(bob) == "login_required"
