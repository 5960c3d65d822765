"""A token gets a new key and stays the same; the old key goes on for as long as is asked for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from rest_framework.test import APIClient

from accounts.ends import AccessEnded
from accounts.models import Token
from accounts.sessions.kind import SessionKind
from accounts.tokens import issuing, rotating
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


@pytest.fixture
def token(alice):
    """A token of Alice's with all that stays."""
    soon = timezone.now() + timedelta(days=10)
    bounds = {"networks": ["127.0.0.0/8"], "idle_days": 9, "expires_at": soon}
    return Token.objects.create(user=alice, name="job", **bounds)


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


# Who may -----------------------------------------------------------------------------


def made_by(alice, key):
    made = with_key(key).post(TOKENS, {"name": "child"}).json()
    return Token.objects.get(pk=made["id"]), made["key"]


def itself(alice):
    return alice.initial_token.key, alice.initial_token


def what_it_made(alice):
    child, _key = made_by(alice, alice.initial_token.key)
    return alice.initial_token.key, child


def a_child_itself(alice):
    child, key = made_by(alice, alice.initial_token.key)
    return key, child


def another(alice):
    return alice.initial_token.key, Token.objects.create(user=alice)


def its_parent(alice):
    _child, key = made_by(alice, alice.initial_token.key)
    return key, alice.initial_token


def limited(alice):
    token = Token.objects.create(user=alice, scope="polls:read")
    return token.key, token


@pytest.mark.parametrize(
    ("case", "status", "code"),
    [
        (itself, 200, None),
        (what_it_made, 200, None),
        (a_child_itself, 200, None),
        (another, 403, "other_token"),
        (its_parent, 403, "other_token"),
        (limited, 403, "insufficient_scope"),
    ],
)
def test_a_token_rotates_itself_and_what_it_made(alice, case, status, code):
    key, token = case(alice)
    answer = rotate(with_key(key), token)
    assert (answer.status_code, answer.json().get("code")) == (status, code)


def test_a_token_rotates_itself_without_its_id(alice, browser_as):
    path = f"{TOKENS}/current/rotate"
    made = with_key(alice.initial_token.key).post(path, {"overlap": HOUR})
    assert (made.status_code, works(made.json()["key"])) == (200, True)
    assert "no-store" in made["Cache-Control"]
    assert with_key(alice.initial_token.key).post(path).json()["code"] == "key_replaced"
    assert browser_as(alice).post(path, {}, **JSON).status_code == 404
    limited = Token.objects.create(user=alice, scope="polls:read")
    assert with_key(limited.key).post(path).json()["code"] == "insufficient_scope"


def test_an_old_key_makes_no_other(alice, browser_as):
    token = alice.initial_token
    new = rotate(browser_as(alice), token, overlap=HOUR).json()["key"]
    old = with_key(token.key)
    for answer in (rotate(old, token), old.post(TOKENS, {"name": "child"})):
        assert (answer.status_code, answer.json()["code"]) == (403, "key_replaced")
    assert works(new)
    assert old.delete(f"{TOKENS}/current").status_code == 204
    assert not works(new)


def test_nobody_rotates_the_tokens_of_others(token, charlie, api_as, browser_as):
    for client in (api_as(charlie), browser_as(charlie)):
        assert rotate(client, token).status_code == 404
    path = f"/accounts/credentials/tokens/{token.pk}/rotate/"
    assert browser_as(charlie).post(path, {"overlap": 0}).status_code == 404
    assert works(token.key)


def test_a_token_that_ended_gets_no_key(alice, token, browser_as):
    Token.objects.filter(pk=token.pk).update(expires_at=timezone.now())
    assert rotate(browser_as(alice), token).status_code == 404


def test_a_session_has_to_be_fresh(alice, token, browser_as, settings):
    settings.FRESH_SESSION_AGE = 0
    answer = rotate(browser_as(alice), token)
    assert answer.json()["code"] == "reauthentication_required"
    path = f"/accounts/credentials/tokens/{token.pk}/rotate/"
    page = browser_as(alice).post(path, {"overlap": 0})
    assert page["Location"].startswith("/accounts/confirm-access/?next=")
    assert works(token.key)


@pytest.mark.django_db(transaction=True)
def test_of_keys_that_are_made_at_the_same_time_one_is_given(alice):
    token = alice.initial_token

    def ask(_number):
        try:
            answer = rotate(with_key(token.key), token)
            return answer.status_code, answer.json().get("key")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(ask, range(4)))
    assert sorted(status for status, _key in answers) == [200, 401, 401, 401]
    assert [works(key) for _status, key in answers if key] == [True]


@pytest.mark.parametrize("end", ["revoked", "replaced"])
def test_nothing_is_made_by_a_key_that_ended_meanwhile(alice, end):
    now, maker = timezone.now(), Token.objects.get(user=alice)
    if end == "revoked":
        Token.objects.get(pk=maker.pk).revoke(now=now)
    else:
        rotating.rotate(maker, now=now, overlap=timedelta(0))
    with pytest.raises(AccessEnded):
        rotating.rotate(maker, now=now, overlap=timedelta(hours=1), maker=maker)
    with pytest.raises(AccessEnded):
        issuing.issue(alice, now=now, name="child", parent=maker)


def test_a_session_that_ended_meanwhile_gives_no_key(alice, token, browser_as):
    browser_as(alice)
    session = alice.sessions.get()
    SessionKind().end(alice, session.pk, now=timezone.now())
    with pytest.raises(AccessEnded):
        rotating.rotate(token, now=timezone.now(), overlap=timedelta(0), made_in=session.pk)
    assert works(token.key)


def test_whoever_ends_the_session_ends_the_token(alice, token, browser_as):
    key = rotate(browser_as(alice), token, overlap=HOUR).json()["key"]
    browser_as(alice).delete(
        f"/accounts/api/sessions/{alice.sessions.order_by('created_at')[0].pk}"
    )
    assert (works(token.key), works(key)) == (False, False)


# The end -----------------------------------------------------------------------------


@pytest.mark.parametrize("ends", [None, timedelta(days=3)])
def test_a_person_moves_the_end(alice, token, browser_as, settings, ends):
    Token.objects.update(created=timezone.now() - timedelta(days=13), idle_days=None)
    wanted = None if ends is None else timezone.now() + ends
    answer = rotate(browser_as(alice), token, expires_at=wanted)
    end = parse_datetime(answer.json()["expires_at"])
    latest = timezone.now() + timedelta(seconds=settings.TOKEN_EXPIRE_TIME)
    assert abs(end - (wanted or latest)) < timedelta(seconds=10)


def test_an_end_in_the_past_is_refused(alice, token, browser_as):
    answer = rotate(browser_as(alice), token, expires_at=timezone.now())
    assert answer.json() == {"expires_at": ["Choose a time in the future."]}


def test_a_token_never_gains_time(alice, browser_as):
    child, key = made_by(alice, alice.initial_token.key)
    for client, token in [
        (with_key(alice.initial_token.key), alice.initial_token),
        (with_key(key), child),
        (browser_as(alice), child),  # it ends with its parent
    ]:
        answer = rotate(client, token, expires_at=None)
        assert (answer.status_code, list(answer.json())) == (400, ["expires_at"])
    assert works(key)


# People, and what is kept ------------------------------------------------------------


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


@pytest.mark.parametrize("is_child", [False, True])
def test_the_page_moves_the_end_of_what_ends_by_itself(alice, token, browser_as, is_child):
    made = timezone.now() - timedelta(days=8)
    parent = alice.initial_token if is_child else None
    Token.objects.filter(pk=token.pk).update(created=made, expires_at=None, parent=parent)
    path = f"/accounts/credentials/tokens/{token.pk}/rotate/"
    browser_as(alice).post(path, {"overlap": 0, "renew": "yes"})
    assert (Token.objects.get(pk=token.pk).created == made) is is_child


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
