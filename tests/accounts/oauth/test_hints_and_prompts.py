"""``id_token_hint``, ``prompt`` and ``max_age``: whom the application expects, and how."""

import json
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from joserfc import jwk, jwt

from accounts.oauth.keys import make_key
from tests.accounts.oauth.test_consent import ask, sent_back
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def hint_of(client_of_people, api, key):
    """``hint_of(alice)``: an ID token, an hour too old, signed by the site's key."""

    def make(user, signed_by=key, header=None, **changes):
        now = int(time.time())
        claims = {
            "iss": api.get("/.well-known/openid-configuration").json()["issuer"],
            "aud": client_of_people.id,
            "sub": str(user.pk),
            "iat": now - 7200,
            "exp": now - 3600,
        } | changes
        claims = {name: value for name, value in claims.items() if value is not None}
        signer = jwk.RSAKey.import_key(signed_by)
        return jwt.encode(header or {"alg": "RS256"}, claims, signer)

    return make


@pytest.fixture
def allowed(alice, bob, client_of_people, make_code, post_token):
    """Alice and Bob have let the application know who they are."""
    for person in (alice, bob):
        code = make_code(client_of_people, person, code=f"of {person}", scope="openid")
        assert post_token(client_of_people, **code).status_code == 200


def test_an_id_token_of_a_sign_in_is_a_hint(
    alice, client_of_people, make_code, post_token, browser_as
):
    tokens = post_token(
        client_of_people, **make_code(client_of_people, alice, scope="openid")
    ).json()
    url = ask(client_of_people, scope="openid", prompt="none", id_token_hint=tokens["id_token"])

    assert sent_back(browser_as(alice).get(url))["code"]


@pytest.mark.parametrize(
    ("hinted", "signed_in", "told"),
    [
        ("alice", "alice", "code"),
        ("alice", "bob", "login_required"),
        ("bob", "alice", "login_required"),
        ("alice", None, "login_required"),
    ],
)
def test_without_a_page_the_right_person_or_nobody(
    request, allowed, client_of_people, client, hint_of, hinted, signed_in, told
):
    if signed_in:
        client.force_login(request.getfixturevalue(signed_in))
    hint = hint_of(request.getfixturevalue(hinted))

    answer = sent_back(
        client.get(ask(client_of_people, scope="openid", prompt="none", id_token_hint=hint))
    )

    assert told in {answer.get("error"), "code" if "code" in answer else None}
    if told != "code":
        why = "id_token_hint" if signed_in else "Nobody is signed in"
        assert why in answer["error_description"]


@pytest.mark.parametrize("prompt", [None, "consent", "login", "select_account"])
def test_with_a_page_the_right_person_signs_in_first(
    alice, bob, allowed, client_of_people, browser_as, hint_of, prompt
):
    browser = browser_as(bob)
    url = ask(client_of_people, scope="openid", prompt=prompt, id_token_hint=hint_of(alice))

    for method in (browser.get, browser.post):
        to_sign_in = method(url, {"allow": "yes"} if method == browser.post else None)
        assert to_sign_in["Location"].startswith("/accounts/auth/?next=")

    form = {"username": "alice", "password": PASSWORD}
    form["next"] = parse_qs(urlsplit(to_sign_in["Location"]).query)["next"][0]
    back = browser.post("/accounts/login/", form)["Location"]
    assert browser.get(back).status_code in {200, 302}
    assert "/accounts/auth/" not in browser.get(back).get("Location", "")


def test_signing_in_as_the_wrong_person_once_more_does_not_help(
    alice, bob, client_of_people, browser_as, hint_of
):
    browser = browser_as(bob)
    url = ask(client_of_people, scope="openid", id_token_hint=hint_of(alice))
    form = {"username": "bob", "password": PASSWORD}
    form["next"] = parse_qs(urlsplit(browser.get(url)["Location"]).query)["next"][0]

    back = browser.post("/accounts/login/", form)["Location"]

    assert browser.get(back)["Location"].startswith("/accounts/auth/?next=")


def unsigned(hint):
    _, payload, _ = hint.split(".")
    return f"eyJhbGciOiJub25lIn0.{payload}."


def garbled(hint):
    header, payload, signature = hint.split(".")
    return f"{header}.{payload}.{signature[::-1]}"


def symmetric(hint, key):
    claims = json.dumps({"sub": "1"}).encode()
    return jwt.encode({"alg": "HS256"}, json.loads(claims), jwk.OctKey.import_key("x" * 32))


@pytest.mark.parametrize("prompt", ["none", None])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda hint, alice, key: "nonsense",
        lambda hint, alice, key: "a.b.c",
        lambda hint, alice, key: "..",
        lambda hint, alice, key: "." * 5000,
        lambda hint, alice, key: "é",
        lambda hint, alice, key: '{"payload": "e30"}',
        lambda hint, alice, key: unsigned(hint(alice)),
        lambda hint, alice, key: garbled(hint(alice)),
        lambda hint, alice, key: symmetric(hint(alice), key),
        lambda hint, alice, key: hint(alice)[:-20],
        lambda hint, alice, key: hint(alice, signed_by=make_key()),
        lambda hint, alice, key: hint(alice, iss="https://elsewhere.example"),
        lambda hint, alice, key: hint(alice, iss=None),
        lambda hint, alice, key: hint(alice, sub=None),
        lambda hint, alice, key: hint(alice, sub=1),
        lambda hint, alice, key: hint(alice, sub=["1"]),
        lambda hint, alice, key: hint(alice, aud=None),
        lambda hint, alice, key: hint(alice, aud="another application"),
        lambda hint, alice, key: hint(alice, aud=[]),
        lambda hint, alice, key: hint(alice, aud={"a": 1}),
    ],
)
def test_a_bad_hint_is_told_to_the_application(
    alice, allowed, client_of_people, browser_as, hint_of, key, prompt, spoil
):
    hint = spoil(hint_of, alice, key)
    url = ask(client_of_people, scope="openid", prompt=prompt, id_token_hint=hint)

    answer = sent_back(browser_as(alice).get(url))

    assert answer["error"] == "invalid_request"
    assert "id_token_hint" in answer["error_description"]
    assert answer["state"] == "a-state"


@pytest.mark.parametrize("audience", [["other", "{id}"], ["{id}"]])
def test_an_audience_of_several_holds_the_application(
    alice, allowed, client_of_people, browser_as, hint_of, audience
):
    audience = [entry.format(id=client_of_people.id) for entry in audience]
    url = ask(
        client_of_people, scope="openid", prompt="none", id_token_hint=hint_of(alice, aud=audience)
    )

    assert sent_back(browser_as(alice).get(url))["code"]


def test_a_hint_that_a_former_key_signed_is_good(
    alice, allowed, client_of_people, browser_as, hint_of, old_key
):
    hint = hint_of(alice, signed_by=old_key)
    url = ask(client_of_people, scope="openid", prompt="none", id_token_hint=hint)

    assert sent_back(browser_as(alice).get(url))["code"]


def test_a_hint_is_measured_without_openid_too(
    alice, bob, code_client, browser_as, api, oidc, client_of_people, hint_of
):
    hint = hint_of(alice, aud=code_client.id)

    answer = sent_back(browser_as(bob).get(ask(code_client, prompt="none", id_token_hint=hint)))

    assert answer["error"] == "login_required"


# Prompts -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prompt", "shows"),
    [
        (None, "a code"),
        ("none", "a code"),
        ("consent", "the page"),
        ("select_account", "the page"),
        ("select_account consent", "the page"),
        ("login", "the sign-in page"),
        ("login select_account", "the sign-in page"),
        ("none login", "invalid_request"),
        ("none select_account", "invalid_request"),
        ("none none", "invalid_request"),
        ("unheard_of", "a code"),
    ],
)
@pytest.mark.parametrize("scope", ["openid", "polls:read polls:vote"])
def test_a_prompt_shows_what_it_asks_for(
    alice, client_of_people, make_code, post_token, browser_as, prompt, shows, scope
):
    post_token(client_of_people, **make_code(client_of_people, alice, scope=scope))

    response = browser_as(alice).get(ask(client_of_people, scope=scope, prompt=prompt))

    if response.status_code == 200:
        shown = "the page"
    elif response["Location"].startswith("/accounts/auth/"):
        shown = "the sign-in page"
    else:
        answer = sent_back(response)
        shown = answer.get("error", "a code")
    assert shown == shows


def test_the_page_offers_to_sign_in_as_somebody_else(alice, bob, code_client, browser_as):
    browser = browser_as(alice)
    page = browser.get(ask(code_client, prompt="select_account"))
    switch = page.context["switch_url"]
    assert "Not alice?" in page.content.decode()

    form = {"username": "bob", "password": PASSWORD}
    form["next"] = parse_qs(urlsplit(switch).query)["next"][0]
    back = browser.post("/accounts/login/", form)["Location"]

    assert "select_account" not in back
    assert "bob" in browser.get(back).content.decode()


def test_who_just_signed_in_has_selected_an_account(alice, code_client, client):
    to_sign_in = client.get(ask(code_client, prompt="select_account"))["Location"]

    assert "select_account" not in parse_qs(urlsplit(to_sign_in).query)["next"][0]
