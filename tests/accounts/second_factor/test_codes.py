"""Codes of the app each work once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.utils import timezone

from accounts.second_factor import factors, recovery, totp
from accounts.second_factor.models import AuthenticatorApp
from tests.accounts.second_factor.conftest import SECRET, code


@pytest.mark.parametrize(
    ("seconds", "eight"),
    [
        (59, "94287082"),
        (1111111109, "07081804"),
        (1234567890, "89005924"),
        (2000000000, "69279037"),
    ],
)
def test_codes_are_those_of_rfc_6238_appendix_b(seconds, eight):
    now = datetime.fromtimestamp(seconds, UTC)
    assert totp.step_of(SECRET, eight[-6:], now=now) == seconds // 30


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (0, True), (1, True)])
def test_a_clock_may_differ_by_one_step(alice, factor, steps, is_taken):
    assert factors.take(alice, code(steps=steps), now=timezone.now()) == is_taken


def test_a_code_works_once_and_so_does_no_older_one(alice, factor):
    now = timezone.now()
    assert factors.take(alice, code(steps=1), now=now)
    assert not factors.take(alice, code(steps=1), now=now)
    assert not factors.take(alice, code(), now=now)


@pytest.mark.parametrize("kind", ["app", "recovery"])
@pytest.mark.django_db(transaction=True)
def test_of_parallel_uses_of_one_code_one_wins(make_user, kind):
    alice = make_user("alice")
    AuthenticatorApp.objects.create(user=alice, secret=totp.seal(SECRET, user=alice))
    one = code() if kind == "app" else recovery.renew(alice)[0]

    def take(_number):
        try:
            return factors.take(alice, one, now=timezone.now())
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(take, range(6))) == 1


@pytest.mark.parametrize("strange", ["", " ", "\u0660" * 6, "0" * 5000, "\0", "12345", "½½½½½½"])
def test_what_is_no_code_is_no_code(alice, factor, strange):
    assert not factors.take(alice, strange, now=timezone.now())
