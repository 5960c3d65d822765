"""Every way to write a user writes the keys of the name and the address."""

import io
import json
from tempfile import NamedTemporaryFile

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from accounts import names
from accounts.models import User
from tests.accounts.test_names import ALIKE


def save(name):
    User(username=name).save()


def create_user(name):
    User.objects.create_user(name)


def bulk_create(name):
    User.objects.bulk_create([User(username=name)])


def update(name):
    User.objects.filter(username="bob-to-be-renamed").update(username=name)


def loaddata(name, email=""):
    fields = {"username": name, "password": "!", "email": email}
    rows = [{"model": "accounts.user", "pk": 999, "fields": fields}]
    with NamedTemporaryFile("w", suffix=".json") as fixture:
        json.dump(rows, fixture)
        fixture.flush()
        call_command("loaddata", fixture.name, stdout=io.StringIO())


@pytest.mark.parametrize(("name", "spelling"), ALIKE)
@pytest.mark.parametrize("write", [save, create_user, bulk_create, update, loaddata])
def test_no_way_to_write_a_user_makes_two_that_look_alike(make_user, write, name, spelling):
    make_user(name)
    make_user("bob-to-be-renamed")
    with pytest.raises(IntegrityError), transaction.atomic():
        write(spelling)
    assert User.objects.filter(username_key=names.username_key(name)).count() == 1


def test_every_way_to_write_a_user_writes_the_keys(db):
    User(username="One", email="One@B\u00dcCHER.example").save()
    User.objects.bulk_create([User(username="Two", email="Two@example.com")])
    User.objects.create_user("Three")
    User.objects.filter(username="Three").update(username="THREE", email="Three@Example.com")
    loaddata("Four", "Four@example.com")
    five = User.objects.create_user("five")
    five.username, five.email = "FIVE", "Five@example.com"
    five.save(update_fields=["username", "email"])
    assert set(User.objects.values_list("username_key", "email_key")) == {
        ("one", "one@xn--bcher-kva.example"),
        ("two", "two@example.com"),
        ("three", "three@example.com"),
        ("four", "four@example.com"),
        ("five", "five@example.com"),
    }


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
