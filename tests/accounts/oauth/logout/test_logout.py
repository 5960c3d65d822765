"""An application asks to sign a person out here as well (OpenID Connect RP-Initiated Logout)."""

import pytest

from tests.accounts.oauth.hints.conftest import hint_of  # noqa: F401
from tests.accounts.oauth.logout.conftest import AFTER, end, is_signed_in

pytestmark = pytest.mark.django_db


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
