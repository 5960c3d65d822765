"""``prune`` deletes by a clock that two machines agree about."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import Token

pytestmark = pytest.mark.database

needs_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="needs PostgreSQL: set DATABASE_URL"
)


@pytest.fixture
def clock(monkeypatch):
    """``clock(days=30)``: set the clock of this machine ahead."""

    def set_ahead(**by: float) -> None:
        real = timezone.now
        monkeypatch.setattr("django.utils.timezone.now", lambda: real() + timedelta(**by))

    return set_ahead


@needs_postgresql
@pytest.mark.parametrize(
    ("by", "words"), [({"days": 30}, "30 days, .* ahead of"), ({"hours": -2}, "1:59:.* behind")]
)
def test_a_wrong_clock_deletes_nothing(by, words, alice, clock):
    before = Token.objects.count()
    clock(**by)
    with pytest.raises(CommandError, match=words):
        call_command("prune")
    assert Token.objects.count() == before > 0


@pytest.mark.parametrize("by", [{"seconds": 30}, {"seconds": -30}])
def test_clocks_that_are_kept_differ_a_little(by, alice, clock):
    Token.objects.create(user=alice, revoked_at=timezone.now())
    clock(**by)
    call_command("prune")
    assert not Token.objects.filter(revoked_at__isnull=False).exists()
