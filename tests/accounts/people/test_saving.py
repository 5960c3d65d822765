"""A user whose password changed, or who was deactivated, loses access, whoever saves it."""

import pytest
from django.contrib.auth.hashers import make_password

from accounts.models import User

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
