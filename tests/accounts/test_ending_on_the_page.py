"""Credentials are ended on their page, by POST and by their owner."""

import pytest

from accounts.models import Session
from tests.accounts.test_credentials_page import ME, PAGE, held


def test_a_token_is_revoked_by_post_only(alice, browser_as, api_as):
    browser = browser_as(alice)
    path = f"{PAGE}tokens/{alice.initial_token.pk}/revoke/"
    assert browser.get(path).status_code == 405
    assert browser.post(path)["Location"] == PAGE
    assert api_as(alice).get(ME).status_code == 401
    assert browser.post(path).status_code == 404


def test_a_session_is_ended(alice, browser_as):
    here, lost = browser_as(alice), browser_as(alice)
    other = next(one for one in held(here.get(PAGE), "sessions") if not one.is_current)
    assert here.post(f"{PAGE}sessions/{other.id}/revoke/")["Location"] == PAGE
    assert lost.get(ME).status_code == 401
    assert here.get(ME).status_code == 200


def test_what_belongs_to_others_cannot_be_ended(alice, charlie, browser_as, api_as):
    session = browser_as(alice)
    row = Session.objects.get()
    nosy = browser_as(charlie)
    assert nosy.post(f"{PAGE}tokens/{alice.initial_token.pk}/revoke/").status_code == 404
    assert nosy.post(f"{PAGE}sessions/{row.pk}/revoke/").status_code == 404
    assert api_as(alice).get(ME).status_code == session.get(ME).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "end/",
        "tokens/1/revoke/",
        "applications/1/revoke/",
        f"sessions/{'0' * 64}/revoke/",
        "social/1/revoke/",
    ],
)
def test_who_was_signed_out_meanwhile_comes_back_to_the_page_with_the_button(db, client, path):
    response = client.post(f"/accounts/credentials/{path}")
    assert response.url == "/accounts/auth/?next=/accounts/credentials/"
