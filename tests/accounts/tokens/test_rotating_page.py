"""A person rotates a token in a fresh session, and is told."""

import pytest

from accounts.models import Token
from accounts.trail.models import Entry
from tests.accounts.tokens.test_rotating import HOUR, rotate, works


def test_a_session_has_to_be_fresh(alice, token, browser_as, settings):
    settings.FRESH_SESSION_AGE = 0
    answer = rotate(browser_as(alice), token)
    assert answer.json()["code"] == "reauthentication_required"
    path = f"/accounts/credentials/tokens/{token.pk}/rotate/"
    page = browser_as(alice).post(path, {"overlap": 0})
    assert page["Location"].startswith("/accounts/confirm-access/?next=")
    assert works(token.key)


def test_a_person_rotates_on_the_page(alice, token, browser_as):
    browser = browser_as(alice)
    path = f"/accounts/credentials/tokens/{token.pk}/rotate/"
    assert path in browser.get("/accounts/credentials/").content.decode()
    assert "A new key for job" in browser.get(path).content.decode()
    page = browser.post(path, {"overlap": HOUR, "renew": "no"})
    assert "no-store" in page["Cache-Control"]
    new = Token.objects.get(pk=token.pk)
    assert f"data-copy-text>{new.hint}" in page.content.decode()
    assert "The old key works until" in page.content.decode()
    assert "old key until" in browser.get("/accounts/credentials/").content.decode()
    assert works(token.key)
    assert (
        "The old key no longer works."
        in browser.post(path, {"overlap": 0, "renew": "no"}).content.decode()
    )
    assert not works(token.key)


def test_a_rotation_is_in_the_trail_with_both_beginnings(alice, token, browser_as):
    rotate(browser_as(alice), token, overlap=HOUR)
    (entry,) = Entry.objects.filter(event="token_rotated")
    new = Token.objects.get(pk=token.pk)
    assert (entry.hint, entry.detail) == (new.hint, f"was {token.hint}")
    assert (entry.username, entry.actor) == ("alice", "alice")


@pytest.mark.usefixtures("_mail_at_once")
def test_the_person_is_told(
    alice, token, browser_as, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        rotate(browser_as(alice), token)
    assert mailoutbox[-1].subject == "New key for a token of yours"


def test_staff_find_a_token_by_its_old_key(alice, ada, token, browser_as):
    rotate(browser_as(alice), token, overlap=HOUR)
    found = browser_as(ada).get(f"/admin/accounts/token/?q={token.key}")
    assert f"/admin/accounts/token/{token.pk}/change/" in found.content.decode()
