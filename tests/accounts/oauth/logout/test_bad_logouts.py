"""A bad request to sign out sends nobody anywhere."""

import pytest
from django.core.exceptions import ValidationError

from tests.accounts.oauth.hints.conftest import hint_of  # noqa: F401
from tests.accounts.oauth.logout.conftest import AFTER, end, is_signed_in

pytestmark = pytest.mark.django_db


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
