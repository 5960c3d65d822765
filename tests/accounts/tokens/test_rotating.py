"""A token gets a new key and stays the same; the old key goes on for as long as is asked for."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from rest_framework.test import APIClient

from accounts.models import Token
from accounts.trail.models import Entry

TOKENS, ME = "/accounts/api/tokens", "/accounts/api/me"
HOUR, WEEK = 3600, 7 * 24 * 3600


def with_key(key):
    return APIClient(headers={"Authorization": f"Token {key}"})


def works(key) -> bool:
    return with_key(key).get(ME).status_code == 200


def rotate(client, token, **body):
    return client.post(
        f"{TOKENS}/{token.pk}/rotate", body, **({} if isinstance(client, APIClient) else JSON)
    )


JSON = {"content_type": "application/json"}


def test_the_token_stays_the_same(alice, token, browser_as):
    before = Token.objects.get(pk=token.pk)
    made = rotate(browser_as(alice), token)
    assert made.status_code == 200
    assert "no-store" in made["Cache-Control"]
    after = Token.objects.get(pk=token.pk)
    for name in ("id", "name", "scope", "networks", "idle_days", "created", "ends_at", "parent"):
        assert getattr(after, name) == getattr(before, name), name
    assert made.json()["hint"] == after.hint == made.json()["key"][:8]
    assert works(made.json()["key"])


@pytest.mark.parametrize("body", [{}, {"overlap": 0}])
def test_without_an_overlap_the_old_key_ends_at_once(alice, token, browser_as, body):
    made = rotate(browser_as(alice), token, **body).json()
    assert made["old_key_ends_at"] is None
    assert (works(token.key), works(made["key"])) == (False, True)


def test_the_old_key_works_during_the_overlap_and_no_longer(alice, token, browser_as):
    made = rotate(browser_as(alice), token, overlap=HOUR).json()
    ends = parse_datetime(made["old_key_ends_at"])
    assert timedelta(0) < ends - timezone.now() <= timedelta(hours=1)
    assert (works(token.key), works(made["key"])) == (True, True)
    Token.objects.filter(pk=token.pk).update(old_key_ends_at=timezone.now())
    assert (works(token.key), works(made["key"])) == (False, True)


def test_a_second_rotation_ends_the_oldest_key(alice, token, browser_as):
    second = rotate(browser_as(alice), token, overlap=HOUR).json()["key"]
    third = rotate(browser_as(alice), token, overlap=HOUR).json()["key"]
    assert [works(key) for key in (token.key, second, third)] == [False, True, True]
    fourth = rotate(browser_as(alice), token).json()["key"]
    assert [works(key) for key in (second, third, fourth)] == [False, False, True]


def test_the_old_key_ends_no_later_than_the_token(alice, token, browser_as):
    soon = timezone.now() + timedelta(minutes=1)
    Token.objects.update(expires_at=soon)
    made = rotate(browser_as(alice), token, overlap=WEEK).json()
    assert parse_datetime(made["old_key_ends_at"]) == soon


def test_revoking_the_token_ends_both_keys(alice, token, browser_as):
    key = rotate(browser_as(alice), token, overlap=HOUR).json()["key"]
    browser_as(alice).delete(f"{TOKENS}/{token.pk}")
    assert (works(token.key), works(key)) == (False, False)


def test_the_old_key_is_bound_as_the_token_is(alice, token, browser_as):
    rotate(browser_as(alice), token, overlap=HOUR)
    answer = with_key(token.key).get(ME, REMOTE_ADDR="203.0.113.7")
    assert answer.json()["code"] == "token_network"


@pytest.mark.parametrize("overlap", [-1, WEEK + 1, "x", 1.5, None, [], "9" * 2000])
def test_an_overlap_that_is_none_is_refused(alice, token, browser_as, overlap):
    answer = rotate(browser_as(alice), token, overlap=overlap)
    assert (answer.status_code, list(answer.json())) == (400, ["overlap"])
    assert works(token.key)


def test_an_unknown_member_is_refused(alice, token, browser_as):
    answer = rotate(browser_as(alice), token, overlaps=HOUR)
    assert answer.json() == {"overlaps": ["Unknown member. Known members: overlap, expires_at."]}


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
