"""The old username stays its owner's for a time."""

import pytest

from accounts.models import ReservedName, User
from accounts.people import checks, leaving, personal
from accounts.people.registration.rules import Taken
from tests.accounts.oauth.conftest import machine, make_access_token, make_client  # noqa: F401
from tests.accounts.people.renaming.conftest import NOW, rename


def test_nobody_else_takes_the_old_name_and_its_owner_may(alice, bob, settings):
    settings.NAME_CHANGE_DAYS = 0
    rename(alice, "liddell")
    with pytest.raises(Taken):
        rename(bob, "Alice")
    assert rename(alice, "Alice").username == "Alice"
    assert [row.key for row in ReservedName.objects.all()] == ["liddell"]


def test_a_name_in_another_spelling_is_not_given_up(alice):
    assert rename(alice, "ALICE").username == "ALICE"
    assert not ReservedName.objects.exists()


@pytest.mark.parametrize(("days", "is_free"), [(90, False), (0, True)])
def test_the_old_name_is_free_after_the_days_that_are_set(alice, bob, settings, days, is_free):
    settings.NAME_REUSE_DAYS = days
    rename(alice, "liddell")
    try:
        rename(bob, "alice")
    except Taken:
        assert not is_free
    else:
        assert is_free


def test_who_leaves_takes_no_old_name_back_and_is_not_named_by_it(alice, settings):
    rename(alice, "liddell")
    assert personal.of(alice, now=NOW)["account"]["names_given_up"][0]["key"] == "alice"
    leaving.delete(User.objects.get(pk=alice.pk), now=NOW)
    kept = ReservedName.objects.order_by("key").values_list("key", "holder")
    assert list(kept) == [("alice", None), ("liddell", None)]


@pytest.mark.parametrize("days", [-1, 1.5, True, "30", None, 36601])
def test_days_that_cannot_work_stop_the_start(settings, days):
    settings.NAME_CHANGE_DAYS = days
    assert [error.id for error in checks.check_name_changes()] == ["accounts.E012"]
