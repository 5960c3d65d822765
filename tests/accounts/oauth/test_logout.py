"""An application asks to sign a person out here as well (OpenID Connect RP-Initiated Logout)."""

import pytest
from django.core.exceptions import ValidationError

from tests.accounts.oauth.conftest import encoded
from tests.accounts.oauth.hints.conftest import hint_of  # noqa: F401

pytestmark = pytest.mark.django_db

AFTER = "https://client.example/signed-out"


@pytest.fixture
def client_of_people(oidc, make_client):
    return make_client("authorization-code", algorithm="RS256", post_logout_redirect_uris=AFTER)


def end(**query):
    return "/auth/end-session?" + encoded(query)


def is_signed_in(browser):
    return browser.get("/accounts/credentials/").status_code == 200


def test_it_asks_and_then_ends_the_session(alice, client_of_people, browser_as, hint_of):  # noqa: F811
    browser = browser_as(alice)
    url = end(id_token_hint=hint_of(alice), post_logout_redirect_uri=AFTER, state="a-state")

    page = browser.get(url)

    text = page.content.decode()
    assert "Pollster" in text
    assert "alice" in text
    assert "form-action 'self' https://client.example" in page["Content-Security-Policy"]
    assert is_signed_in(browser)
    answer = browser.post(url, {"confirmed": "yes"})
    assert answer["Location"] == AFTER + "?state=a-state"
    assert not is_signed_in(browser)


@pytest.mark.parametrize("query", [{}, {"state": "a-state"}, {"id_token_hint": "{hint}"}])
def test_without_an_address_people_stay_here(
    alice,
    oidc,
    browser_as,
    hint_of,  # noqa: F811
    query,
):
    browser, hint = browser_as(alice), hint_of(alice)
    url = end(**{name: value.format(hint=hint) for name, value in query.items()})

    answer = browser.post(url, {"confirmed": "yes"}, follow=True)

    assert "You are signed out" in answer.content.decode()
    assert not is_signed_in(browser)


def test_nobody_is_asked_who_is_signed_out_already(client_of_people, browser):
    answer = browser.get(end(client_id=client_of_people.id, post_logout_redirect_uri=AFTER))

    assert answer.status_code == 302
    assert answer["Location"] == AFTER


def test_a_request_may_be_posted_and_signs_nobody_out(alice, client_of_people, browser):
    browser.force_login(alice)
    asked = {"client_id": client_of_people.id, "post_logout_redirect_uri": AFTER}

    answer = browser.post("/auth/end-session", asked)

    assert answer.status_code == 303
    assert answer["Location"] == end(**asked)
    assert browser.post(end(**asked), {"confirmed": "yes"}).status_code == 403  # no CSRF token
    assert is_signed_in(browser)


def test_a_posted_request_that_is_too_long_is_refused(oidc, browser):
    answer = browser.post("/auth/end-session", {"a": "x" * 7000})
    assert answer.status_code == 400
    assert "Location" not in answer


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"post_logout_redirect_uri": AFTER}, "Send client_id or id_token_hint"),
        ({"client_id": "{id}", "post_logout_redirect_uri": AFTER + "/"}, "not registered"),
        ({"client_id": "{id}", "post_logout_redirect_uri": AFTER + "?x=1"}, "not registered"),
        ({"client_id": "{id}", "post_logout_redirect_uri": "https://evil.example/"}, "not reg"),
        ({"client_id": "{id}", "post_logout_redirect_uri": "javascript:alert(1)"}, "not reg"),
        ({"client_id": "unknown", "post_logout_redirect_uri": AFTER}, "client_id is unknown"),
        ({"client_id": "\0"}, ""),  # the site refuses it earlier
        ({"id_token_hint": "nonsense"}, "no ID token of this site"),
        ({"id_token_hint": "{hint}AA", "client_id": "{id}"}, "no ID token of this site"),
        ({"id_token_hint": "{hint}", "client_id": "other"}, "another application"),
    ],
)
def test_a_bad_request_sends_nobody_anywhere(
    alice,
    client_of_people,
    browser_as,
    hint_of,  # noqa: F811
    query,
    told,
):
    known = {"id": client_of_people.id, "hint": hint_of(alice)}
    browser = browser_as(alice)
    url = end(**{name: value.format(**known) for name, value in query.items()})

    for answer in (browser.get(url), browser.post(url, {"confirmed": "yes"})):
        assert answer.status_code == 400
        assert told in answer.content.decode()
        assert "Location" not in answer
    assert is_signed_in(browser)


def test_without_openid_there_is_no_such_page(alice, browser_as):
    assert browser_as(alice).get(end()).status_code == 404


def test_discovery_names_it(oidc, api):
    told = api.get("/.well-known/openid-configuration").json()

    assert told["end_session_endpoint"].endswith("/auth/end-session")
    assert "form_post" in told["response_modes_supported"]


@pytest.mark.parametrize("uri", ["http://client.example/", "javascript:alert(1)", "/here", "x#y"])
def test_an_address_that_cannot_be_is_not_registered(client_of_people, uri):
    client_of_people.application.post_logout_redirect_uris = uri

    with pytest.raises(ValidationError, match="post_logout_redirect_uris"):
        client_of_people.application.full_clean()
