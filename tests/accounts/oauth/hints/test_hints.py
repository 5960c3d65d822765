"""A hint says who has to be signed in."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.accounts.oauth.asking import ask, sent_back
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


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
