"""An application that asks for unknown scopes gets the others, and is told so (RFC 6749 §3.3)."""

import pytest
from oauth2_provider.models import Grant

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import redeeming

pytestmark = pytest.mark.django_db

ROWS = [
    ("polls:read", "polls:read"),
    ("polls:read offline_access", "polls:read"),
    ("phone polls:write address", "polls:write"),
    ("polls:read polls:read", "polls:read"),
    ("polls:vote\tpolls:read", "polls:read polls:vote"),
    ("POLLS:READ polls:read", "polls:read"),
    ("offline_access", "polls:read polls:vote"),
    ("admin", "polls:read polls:vote"),
    ("a'b <c> \u20ac", "polls:read polls:vote"),
    ("x" * 3000, "polls:read polls:vote"),
]


@pytest.mark.parametrize(("asked", "gets"), ROWS)
def test_a_person_is_asked_for_the_known_ones_and_the_application_told(
    alice, code_client, browser_as, post_token, asked, gets
):
    browser = browser_as(alice)
    url = ask(code_client, scope=asked)
    shown = {scope for scope, _ in browser.get(url).context["scopes"]}
    answer = sent_back(browser.post(url, {"allow": "yes"}))
    assert set(Grant.objects.get().scope.split()) == set(gets.split())

    tokens = post_token(code_client, **redeeming(answer["code"])).json()

    assert shown == set(tokens["scope"].split()) == set(gets.split())


@pytest.mark.parametrize(("asked", "gets"), ROWS)
def test_the_password_grant_tells_what_it_granted(alice, sign_in, asked, gets):
    assert set(sign_in(alice, scope=asked)["scope"].split()) == set(gets.split())


@pytest.mark.parametrize(
    ("asked", "gets"),
    [
        ("offline_access", "polls:read profile"),
        ("offline_access polls:read", "polls:read"),
        ("phone profile polls:read", "polls:read profile"),
    ],
)
def test_a_refresh_ignores_them_too(alice, sign_in, post_token, password_client, asked, gets):
    first = sign_in(alice, scope="polls:read profile")

    answer = post_token(
        password_client,
        grant_type="refresh_token",
        refresh_token=first["refresh_token"],
        scope=asked,
    )

    assert set(answer.json()["scope"].split()) == set(gets.split())
