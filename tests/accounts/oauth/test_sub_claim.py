"""An application that names a person by ``sub`` is answered if it may mean them."""

import json

import pytest

from tests.accounts.oauth.test_claims_parameter import asking
from tests.accounts.oauth.test_consent import ask, sent_back

pytestmark = pytest.mark.django_db


def of(person):
    return {"id_token": {"sub": {"value": str(person.pk)}}}


@pytest.mark.parametrize("prompt", [None, "none"])
def test_the_person_that_it_names_is_let_through(
    alice, client_of_people, browser_as, make_code, post_token, prompt
):
    post_token(client_of_people, **make_code(client_of_people, alice, scope="openid"))

    response = browser_as(alice).get(asking(client_of_people, of(alice), prompt=prompt))

    assert sent_back(response)["code"]


def test_somebody_else_signs_in(alice, bob, client_of_people, browser_as):
    response = browser_as(alice).get(asking(client_of_people, of(bob)))

    assert response["Location"].startswith("/accounts/auth/?next=")


@pytest.mark.parametrize("value", ["", 0, False, [], {}])
def test_nobody_has_an_empty_sub(alice, client_of_people, browser_as, value):
    asked = {"id_token": {"sub": {"value": value}}}
    response = browser_as(alice).get(asking(client_of_people, asked))

    assert response["Location"].startswith("/accounts/auth/?next=")


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
