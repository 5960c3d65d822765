"""Tokens live while the key that signs ID tokens comes and goes: never a 500."""

import pytest
from oauth2_provider.models import Application

from accounts.oauth import applications
from tests.accounts.oauth.asking import ask, sent_back

pytestmark = pytest.mark.django_db

SCOPE = "openid profile polls:read"


@pytest.fixture
def key_is(set_up, key):
    def change(is_there):
        set_up(
            OIDC_ENABLED=is_there,
            OIDC_RSA_PRIVATE_KEY=key if is_there else "",
            OIDC_RSA_PRIVATE_KEYS_INACTIVE=[],
        )

    return change


@pytest.fixture
def save(client_of_people):
    """Save the application as the admin does."""

    def as_in_the_admin():
        application = Application.objects.get(pk=client_of_people.application.pk)
        applications.prepare(application)
        application.save()

    return as_in_the_admin


@pytest.fixture
def refresh(post_token, client_of_people):
    def post(tokens):
        refresh = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
        return post_token(client_of_people, **refresh)

    return post


# The way from the grant to its use: is the key there, is the application saved?
HISTORIES = [
    ([(True, False)], True),
    ([(False, False)], False),
    ([(False, True)], False),
    ([(False, True), (True, False)], False),
    ([(False, True), (True, True)], True),
    ([(False, False), (True, False)], True),
]


@pytest.fixture
def live_through(key_is, save):
    def live(history):
        for is_there, is_saved in history:
            key_is(is_there)
            if is_saved:
                save()

    return live


@pytest.mark.parametrize(("history", "is_signed"), HISTORIES)
def test_a_refresh_goes_on_with_or_without_an_id_token(
    alice, client_of_people, make_code, post_token, refresh, live_through, history, is_signed
):
    code = make_code(client_of_people, alice, scope=SCOPE)
    tokens = post_token(client_of_people, **code).json()
    live_through(history)

    answer = refresh(tokens)

    assert answer.status_code == 200
    assert ("id_token" in answer.json()) is is_signed
    assert ("openid" in answer.json()["scope"].split()) is is_signed
    assert {"profile", "polls:read"} <= set(answer.json()["scope"].split())


@pytest.mark.parametrize(("history", "is_signed"), HISTORIES)
def test_a_code_too(
    alice, client_of_people, make_code, post_token, live_through, history, is_signed
):
    code = make_code(client_of_people, alice, scope=SCOPE)
    live_through(history)

    answer = post_token(client_of_people, **code)

    assert answer.status_code == 200
    assert ("id_token" in answer.json()) is is_signed


def test_once_the_key_is_back_id_tokens_are(
    alice, client_of_people, make_code, post_token, refresh, live_through
):
    code = make_code(client_of_people, alice, scope=SCOPE)
    tokens = post_token(client_of_people, **code).json()
    live_through([(False, True)])
    tokens = refresh(tokens).json()
    assert "id_token" not in tokens
    live_through([(True, True)])

    assert "id_token" in refresh(tokens).json()


@pytest.mark.parametrize("history", [[(False, True)], [(False, True), (True, False)]])
def test_where_nothing_but_openid_was_granted_it_is_said(
    alice, client_of_people, make_code, post_token, refresh, live_through, history
):
    code = make_code(client_of_people, alice, scope="openid")
    tokens = post_token(client_of_people, **code).json()
    live_through(history)

    answer = refresh(tokens)

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_scope"
    assert "any more" in answer.json()["error_description"]


def test_the_authorization_request_is_told_why(alice, client_of_people, browser_as, live_through):
    live_through([(False, True), (True, False)])

    answer = sent_back(browser_as(alice).get(ask(client_of_people, scope="openid")))

    assert answer["error"] == "invalid_scope"
    assert "saving it again" in answer["error_description"]
