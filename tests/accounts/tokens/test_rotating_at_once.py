"""A rotation gives no key to somebody whose access ended meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.ends import AccessEnded
from accounts.models import Token
from accounts.sessions.kind import SessionKind
from accounts.tokens import issuing, rotating
from tests.accounts.tokens.test_rotating import HOUR, rotate, with_key, works


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
