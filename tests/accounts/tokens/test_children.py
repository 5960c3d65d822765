"""A token that a token made ends with it, so that a thief gains no time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import credentials
from accounts.models import Token
from accounts.tokens import issuing

TOKENS = "/accounts/api/tokens"
ME = "/accounts/api/me"


def with_key(key: str) -> APIClient:
    return APIClient(headers={"Authorization": f"Token {key}"})


def child_of(key: str) -> str:
    return with_key(key).post(TOKENS, {"name": "child"}).json()["key"]


@pytest.fixture
def family(alice):
    """Keys of a token, its child and its grandchild; the token is Alice's first."""
    keys = [alice.initial_token.key]
    for _ in range(2):
        keys.append(child_of(keys[-1]))
    return keys


def answers(keys: list[str]) -> list[int]:
    return [with_key(key).get(ME).status_code for key in keys]


def test_children_work_while_their_parent_does(family):
    assert answers(family) == [200, 200, 200]


@pytest.mark.parametrize(
    ("ended", "left"), [(0, [401, 401, 401]), (1, [200, 401, 401]), (2, [200, 200, 401])]
)
def test_revoking_a_token_ends_what_it_made(alice, family, browser_as, ended, left):
    token = alice.tokens.order_by("id")[ended]
    answer = browser_as(alice).delete(f"{TOKENS}/{token.pk}")
    assert answer.status_code == 204
    assert answers(family) == left


def test_a_child_ends_no_later_than_its_parent(alice):
    soon = timezone.now() + timedelta(seconds=60)
    parent = Token.objects.create(user=alice, expires_at=soon)
    child = with_key(parent.key).post(TOKENS, {"name": "child"}).json()
    assert alice.tokens.get(pk=child["id"]).ends_at == soon


def test_all_end_with_the_access_of_their_owner(alice, family):
    credentials.end_access(alice, now=timezone.now())
    assert answers(family) == [401, 401, 401]


def test_a_deleted_token_takes_its_children_along(alice, family):
    alice.initial_token.delete()
    assert not alice.tokens.exists()


def test_a_token_made_in_a_session_has_no_parent(alice, browser_as):
    made = browser_as(alice).post(TOKENS, {"name": "x"}, content_type="application/json").json()
    assert alice.tokens.get(pk=made["id"]).parent is None


@pytest.mark.parametrize("end", ["revoke", "expire", "deactivate", "new password"])
def test_nothing_is_made_of_a_token_that_ended_meanwhile(alice, end):
    parent, now = alice.initial_token, timezone.now()
    if end == "revoke":
        Token.objects.get(pk=parent.pk).revoke(now=now)
    elif end == "expire":
        Token.objects.filter(pk=parent.pk).update(expires_at=now)
    elif end == "deactivate":
        type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    else:
        type(alice).objects.filter(pk=alice.pk).update(password="another")
    with pytest.raises(issuing.AccessEnded):
        issuing.issue(alice, now=now, name="child", parent=parent)


def test_a_program_is_told_401_if_its_token_ended_meanwhile(alice, api_as, monkeypatch):
    def ended(*args, **kwargs):
        raise issuing.AccessEnded

    monkeypatch.setattr(issuing, "issue", ended)
    answer = api_as(alice).post(TOKENS, {"name": "child"})
    assert answer.status_code == 401
    assert answer.json() == {"detail": "Invalid token", "code": "invalid_token"}


@pytest.mark.django_db(transaction=True)
def test_no_child_survives_a_parent_that_is_revoked_at_the_same_time(alice):
    # SQLite lets one write at a time, so a few rounds are enough there.
    rounds = 3 if connection.vendor == "sqlite" else 20
    for _ in range(rounds):
        parent = Token.objects.create(user=alice)

        def make(parent=parent):
            try:
                return with_key(parent.key).post(TOKENS, {"name": "child"})
            finally:
                connection.close()

        def revoke(parent=parent):
            try:
                Token.objects.get(pk=parent.pk).revoke(now=timezone.now())
            finally:
                connection.close()

        with ThreadPoolExecutor(4) as pool:
            made = [pool.submit(make) for _ in range(3)]
            pool.submit(revoke).result()
            assert {one.result().status_code for one in made} <= {201, 401}
        assert not parent.children.filter(revoked_at=None).exists()
