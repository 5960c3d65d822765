"""A name that only the database knows is never written."""

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User


def test_a_name_that_only_the_database_knows_cannot_be_written(alice, bob):
    alice.username, bob.username = "a", "b"
    with pytest.raises(TypeError, match="username is compared by a key"):
        User.objects.bulk_update([alice, bob], ["username"])


def test_sql_that_leaves_the_key_out_is_refused(db):
    columns = "username, password, email, email_key, time_zone, first_name, last_name"
    flags = "is_superuser, is_staff, is_active, date_joined"
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO accounts_user ({columns}, {flags}) "  # noqa: S608
            "VALUES ('x', '!', '', '', 'UTC', '', '', %s, %s, %s, CURRENT_TIMESTAMP)",
            [False, False, True],
        )


def test_saving_something_else_keeps_the_keys(alice):
    user = User.objects.only("time_zone").get(pk=alice.pk)
    user.time_zone = "Europe/Berlin"
    user.save()
    alice.refresh_from_db()
    assert (alice.username_key, alice.email_key) == ("alice", "alice@example.com")


def test_the_admin_says_that_a_name_is_taken(alice, ada, browser_as):
    form = {
        "username": "\uff21LICE",
        "password1": "a long Passw0rd",
        "password2": "a long Passw0rd",
    }
    page = browser_as(ada).post("/admin/accounts/user/add/", form | {"usable_password": "true"})
    assert "already exists" in page.content.decode()
    assert User.objects.count() == 2
