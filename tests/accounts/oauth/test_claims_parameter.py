"""``claims`` (OpenID Connect Core §5.5) asks the person, and tells no more than they allow."""

import json

import pytest

from tests.accounts.oauth.conftest import redeeming
from tests.accounts.oauth.test_consent import ask, sent_back

pytestmark = pytest.mark.django_db

NAME = {"name": {"essential": True}}


def asking(client, claims, **changes):
    return ask(client, scope="openid", claims=json.dumps(claims), **changes)


@pytest.mark.parametrize(
    ("claims", "scope"),
    [
        ({}, "openid"),
        ({"userinfo": {"name": None}}, "openid profile"),
        ({"id_token": {"name": {"essential": True}}}, "openid profile"),
        ({"userinfo": {"email": {"value": "a@b.example"}}}, "openid email"),
        ({"userinfo": {"email": None}, "id_token": {"zoneinfo": None}}, "openid email profile"),
        ({"userinfo": {"address": {"essential": True}, "unheard_of": None}}, "openid"),
        ({"userinfo": None, "id_token": {"acr": None}, "elsewhere": {"name": None}}, "openid"),
    ],
)
def test_a_claim_asks_for_the_scope_that_tells_it(
    alice, client_of_people, browser_as, post_token, claims, scope
):
    browser, url = browser_as(alice), asking(client_of_people, claims)
    page = browser.get(url)
    asked = " ".join(name for name, _words in page.context["scopes"])

    answer = sent_back(browser.post(url, {"allow": "yes"}))
    tokens = post_token(client_of_people, **redeeming(answer["code"])).json()

    assert asked == scope
    assert set(tokens["scope"].split()) == set(scope.split())


def test_it_is_told_at_userinfo_and_in_the_id_token(
    alice, client_of_people, browser_as, post_token, api, read
):
    alice.first_name = "Alice"
    alice.save()
    url = asking(client_of_people, {"userinfo": NAME})

    answer = sent_back(browser_as(alice).post(url, {"allow": "yes"}))
    tokens = post_token(client_of_people, **redeeming(answer["code"])).json()
    bearer = {"Authorization": f"Bearer {tokens['access_token']}"}

    assert api.get("/auth/userinfo", headers=bearer).json()["name"] == "Alice"
    assert read(tokens["id_token"])["name"] == "Alice"


@pytest.mark.parametrize(
    ("allowed", "told"), [("openid", {"openid"}), ("openid profile", {"openid", "profile"})]
)
def test_without_a_page_it_tells_what_was_allowed_before_and_is_no_error(
    alice, client_of_people, browser_as, make_code, post_token, allowed, told
):
    post_token(client_of_people, **make_code(client_of_people, alice, scope=allowed))
    url = asking(client_of_people, {"userinfo": NAME}, prompt="none")

    answer = sent_back(browser_as(alice).get(url))
    tokens = post_token(client_of_people, **redeeming(answer["code"])).json()

    assert set(tokens["scope"].split()) == told


def test_without_openid_it_means_nothing(alice, client_of_people, browser_as):
    url = ask(client_of_people, scope="polls:read", claims=json.dumps({"userinfo": NAME}))

    page = browser_as(alice).get(url)

    assert [name for name, _words in page.context["scopes"]] == ["polls:read"]


#: Malformed ones, and what is said of them beside the rule.
MALFORMED = [
    ("{x", ""),
    ("[]", ""),
    ("null", ""),
    ('"name"', ""),
    ("[" * 2000, ""),
    ('{"userinfo": []}', "userinfo is neither null nor an object"),
    ('{"userinfo": false}', "userinfo is neither null nor an object"),
    ('{"id_token": "name"}', "id_token is neither null nor an object"),
    ('{"userinfo": {"name": true}}', "userinfo.name is neither null nor an object"),
    (
        '{"userinfo": {"name": {"essential": "yes"}}}',
        "userinfo.name.essential is neither true nor false",
    ),
    (
        '{"userinfo": {"name": {"essential": null}}}',
        "userinfo.name.essential is neither true nor false",
    ),
    ('{"id_token": {"acr": {"values": "2"}}}', "id_token.acr.values is not a list"),
    # Null is no valid value of any claim.
    ('{"id_token": {"sub": {"value": null}}}', "id_token.sub.value is null"),
    ('{"id_token": {"sub": {"values": ["1", null]}}}', "id_token.sub.values has a null"),
    ('{"id_token": {"sub": {"values": null}}}', "id_token.sub.values is null"),
    ('{"userinfo": {"email": {"value": null}}}', "userinfo.email.value is null"),
    (
        '{"id_token": {"name": null, "acr": {"essential": true, "value": null}}}',
        "id_token.acr.value is null",
    ),
    (
        '{"userinfo": {"https://a.example/#role": {"value": null}}}',
        "userinfo.https://a.example/#role.value is null",
    ),
    # A name that cannot stand in a description (RFC 6749 §5.2), or is too long for it.
    ('{"userinfo": {"a\\"b": {"value": null}}}', "userinfo.*.value is null"),
    ('{"userinfo": {"n\\u00e4me": {"value": null}}}', "userinfo.*.value is null"),
    ('{"userinfo": {"a\\r\\nb": {"value": null}}}', "userinfo.*.value is null"),
    ('{"userinfo": {"": {"value": null}}}', "userinfo.*.value is null"),
    ('{"userinfo": {"%s": {"value": null}}}' % ("a" * 101), "userinfo.*.value is null"),
]


@pytest.mark.parametrize(("claims", "member"), MALFORMED)
def test_a_malformed_one_is_told_to_the_application_by_its_member(
    alice, client_of_people, browser_as, claims, member
):
    answer = sent_back(browser_as(alice).get(ask(client_of_people, scope="openid", claims=claims)))

    rule = "claims is not the JSON object of OpenID Connect Core 5.5"
    assert answer["error"] == "invalid_request"
    assert answer["error_description"] == (f"{rule}: {member}." if member else f"{rule}.")


# Whom it expects ---------------------------------------------------------------


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
