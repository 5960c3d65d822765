"""Saving a user writes what changed, and ends access where that is due, by whatever door."""

import pytest
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from accounts.models import User
from tests.conftest import PASSWORD

NEW_PASSWORD = "staple horse battery"
ME = "/accounts/api/me"


def by_save(**values):
    def change(alice):
        for name, value in values.items():
            setattr(alice, name, value)
        alice.save()

    return change


def by_update_fields(alice):
    alice.set_password(NEW_PASSWORD)
    alice.save(update_fields=["password"])


def by_disabling(alice):
    alice.set_unusable_password()
    alice.save()


def by_queryset(**values):
    return lambda alice: User.objects.filter(username="alice").update(**values)


def by_bulk_update(alice):
    alice.password = make_password(NEW_PASSWORD)
    User.objects.bulk_update([alice], ["password"])


def by_update_or_create(alice):
    User.objects.update_or_create(username="alice", defaults={"is_active": False})


HASH = "pbkdf2_sha1$1$salt$AnotherHash="


@pytest.mark.parametrize(
    "change",
    [
        by_save(password=HASH),
        by_save(is_active=False),
        by_update_fields,
        by_disabling,
        by_queryset(password=HASH),
        by_queryset(password="!"),
        by_queryset(is_active=False, first_name="A"),
        by_bulk_update,
        by_update_or_create,
    ],
)
def test_a_new_password_or_a_deactivation_ends_tokens_and_links(alice, api_as, change):
    before = alice.get_session_auth_hash()
    change(User.objects.get(pk=alice.pk))
    alice.refresh_from_db()
    assert api_as(alice).get(ME).status_code == 401
    assert alice.tokens.get().revoked_at
    assert alice.get_session_auth_hash() != before


@pytest.mark.parametrize(
    "change",
    [
        by_save(first_name="Alice"),
        by_save(),
        by_queryset(first_name="Alice"),
        by_queryset(email="new@example.com"),
    ],
)
def test_other_changes_end_nothing(alice, bob, api_as, change):
    before = alice.get_session_auth_hash()
    change(User.objects.get(pk=alice.pk))
    alice.refresh_from_db()
    assert alice.get_session_auth_hash() == before
    assert api_as(alice).get(ME).status_code == api_as(bob).get(ME).status_code == 200


def test_an_activation_revives_nothing_that_a_deactivation_by_sql_left(alice, api_as):
    User._base_manager.update(is_active=False)
    user = User.objects.get(pk=alice.pk)
    user.is_active = True
    user.save()
    assert api_as(alice).get(ME).status_code == 401


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


# A hash that is made anew at sign-in ------------------------------------------------

OLD_HASH = make_password(PASSWORD, hasher="pbkdf2_sha256")


def with_old_hash(alice) -> User:
    User._base_manager.filter(pk=alice.pk).update(password=OLD_HASH)
    return User.objects.get(pk=alice.pk)


def test_a_hash_is_made_anew_and_nothing_ends(alice, api_as):
    user = with_old_hash(alice)
    assert user.check_password(PASSWORD)
    stored = User.objects.get(pk=alice.pk).password
    assert stored == user.password != OLD_HASH
    assert api_as(alice).get(ME).status_code == 200


def test_a_password_that_is_changed_meanwhile_stays_changed(alice, monkeypatch):
    """Django writes the old password's new hash over it."""
    user = with_old_hash(alice)
    User.objects.filter(pk=alice.pk).update(password=HASH)
    assert not user.check_password(PASSWORD)
    assert User.objects.get(pk=alice.pk).password == HASH


def test_of_two_sign_ins_that_renew_it_both_succeed(alice):
    one, two = with_old_hash(alice), with_old_hash(alice)
    assert one.check_password(PASSWORD)
    assert two.check_password(PASSWORD)
    assert one.password == two.password == User.objects.get(pk=alice.pk).password
