import re
from datetime import UTC, datetime, timedelta

import pytest

from accounts.clocks import is_from_future
from accounts.models import Token
from accounts.tokens import expiry, keys

NOW = datetime(2030, 1, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def _two_minutes(settings):
    settings.TOKEN_EXPIRE_TIME = 120


def test_a_key_has_a_prefix_190_random_bits_and_a_checksum():
    key = keys.make_key()
    assert re.fullmatch(r"dar_[0-9A-Za-z]{38}", key)
    assert keys.is_plausible(key)
    assert 62**keys.RANDOM_LENGTH > 2**160


def test_keys_do_not_repeat():
    assert len({keys.make_key() for _ in range(1000)}) == 1000


def test_every_character_of_a_key_is_covered_by_its_checksum():
    key = keys.make_key()
    for position in range(len(keys.PREFIX), len(key)):
        other = "a" if key[position] != "a" else "b"
        assert not keys.is_plausible(key[:position] + other + key[position + 1 :])


@pytest.mark.parametrize("key", ["dar_", "dar_x", "dar_" + "é" * 38])
def test_what_only_looks_like_a_key_is_not_plausible(key):
    assert not keys.is_plausible(key)


def test_a_key_taken_over_from_another_table_is_left_to_its_digest():
    assert keys.is_plausible("9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b")


@pytest.mark.parametrize(
    ("age", "own_end", "expired"),
    [
        (timedelta(0), None, False),
        (120 * SECOND - timedelta(microseconds=1), None, False),
        (120 * SECOND, None, True),
        (121 * SECOND, None, True),
        (10 * SECOND, NOW + SECOND, False),
        (10 * SECOND, NOW, True),
        (121 * SECOND, NOW + timedelta(days=9), True),  # an own end cannot be later
    ],
)
def test_a_token_expires_at_the_earlier_of_its_two_ends(age, own_end, expired):
    token = Token(created=NOW - age, expires_at=own_end)
    assert expiry.is_expired(token, now=NOW) is expired


@pytest.mark.parametrize(
    ("ahead", "refused"),
    [(timedelta(0), False), (60 * SECOND, False), (61 * SECOND, True), (timedelta(days=30), True)],
)
def test_a_token_of_a_clock_that_is_ahead_is_from_the_future(ahead, refused):
    assert is_from_future(NOW + ahead, now=NOW) is refused


@pytest.mark.parametrize("age", [-61, -60, 0, 119, 120, 500])
@pytest.mark.parametrize("own_end", [None, -1, 0, 1])
@pytest.mark.parametrize("revoked", [False, True])
def test_the_queries_agree_with_the_rules(alice, age, own_end, revoked):
    Token.objects.all().delete()
    token = Token.objects.create(
        user=alice,
        created=NOW - age * SECOND,
        expires_at=None if own_end is None else NOW + own_end * SECOND,
        revoked_at=NOW if revoked else None,
    )
    dead = revoked or expiry.is_expired(token, now=NOW)
    live = not dead and not is_from_future(token.created, now=NOW)
    assert Token.objects.live(now=NOW).exists() is live
    assert Token.objects.dead(now=NOW).exists() is dead
