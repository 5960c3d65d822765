"""A user is written with what changed, and with nothing old."""

import pytest
from django.utils import timezone

from accounts.models import User
from tests.accounts.people.test_saving import HASH, by_queryset, by_save


@pytest.mark.parametrize(
    ("name", "value"),
    [("password", HASH), ("is_active", False), ("is_staff", True), ("email", "new@example.com")],
)
def test_a_slow_page_brings_nothing_old_back(alice, name, value):
    slow = User.objects.get(pk=alice.pk)
    User.objects.filter(pk=alice.pk).update(**{name: value})

    slow.time_zone = "Asia/Tokyo"
    slow.save()

    stored = User.objects.get(pk=alice.pk)
    assert (getattr(stored, name), stored.time_zone) == (value, "Asia/Tokyo")


def test_what_was_saved_once_is_not_written_again(alice):
    user = User.objects.get(pk=alice.pk)
    user.first_name = "Alice"
    user.save()
    User.objects.filter(pk=alice.pk).update(first_name="Alicia")
    user.last_name = "Liddell"
    user.save()
    stored = User.objects.get(pk=alice.pk)
    assert stored.get_full_name() == "Alicia Liddell"


def test_a_field_that_was_read_late_is_not_taken_for_a_change(alice):
    user = User.objects.only("username").get(pk=alice.pk)
    assert user.is_active
    assert user.changed() == set()
    user.refresh_from_db()
    assert user.changed() == set()


@pytest.mark.parametrize(
    "change", [by_save(email="new@example.com"), by_queryset(email="a@b.example")]
)
def test_an_address_that_changed_is_not_confirmed(alice, change):
    User.objects.update(email_verified_at=timezone.now())
    change(User.objects.get(pk=alice.pk))
    alice.refresh_from_db()
    assert alice.email != "alice@example.com"
    assert alice.email_verified_at is None


def test_an_address_and_its_confirmation_are_saved_together(alice):
    now = timezone.now()
    by_save(email="new@example.com", email_verified_at=now)(alice)
    alice.refresh_from_db()
    assert alice.email_verified_at == now
