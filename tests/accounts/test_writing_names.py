"""Every way to write a user writes the keys of the name and the address."""

import io
import json
from tempfile import NamedTemporaryFile

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

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
