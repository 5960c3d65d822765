"""Names, addresses and passwords have one form, the same at every door and on every database."""

import io
import json
from tempfile import NamedTemporaryFile

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from accounts import names
from accounts.models import User

COMPOSED, DECOMPOSED = "\u00c4rger", "A\u0308rger"

#: Spellings of one name.
ALIKE = [
    ("alice", "Alice"),
    ("alice", " alice\u00a0"),
    ("alice", "\uff41\uff2cice"),  # full width
    ("alice", "al\u200bice"),  # zero width
    ("alice", "\u2066alice\u2069"),  # direction
    ("alice", "al\u00adice"),  # soft hyphen
    ("alice", "ali\ufe0fce"),  # variation selector
    ("alice", "a\u3164lice"),  # filler
    ("alice", "\u0430lice"),  # Cyrillic a
    ("alice", "al\u0131ce"),  # dotless i
    ("scope", "\u0455\u0441\u043e\u0440\u0435"),  # Cyrillic throughout
    ("BOB", "\u0412\u041e\u0412"),  # capitals
    ("istanbul", "\u0130stanbul"),
    ("\u00e4rger", COMPOSED),
    ("\u00e4rger", DECOMPOSED),
    ("massimo", "ma\u00dfimo"),
    ("massimo", "ma\u1e9eimo"),
    ("\u03c3\u03b1\u03c2", "\u03a3\u0391\u03a3"),  # final sigma
    ("fiona", "\ufb01ona"),  # ligature
    ("k2", "\u212a\u00b2"),  # Kelvin, superscript
]


@pytest.mark.parametrize(("name", "spelling"), ALIKE)
def test_spellings_of_a_name_have_one_key(name, spelling):
    assert names.username_key(name) == names.username_key(spelling)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("alice", "alicia"),
        ("a.b", "a-b"),
        ("\u4e1c\u4eac", "\u6771\u4eac"),
        ("m\u00fcller", "muller"),
    ],
)
def test_different_names_have_different_keys(one, other):
    assert names.username_key(one) != names.username_key(other)


TEXT = st.text(max_size=60)


@given(TEXT)
@settings(max_examples=500)
def test_a_key_is_its_own_key(text):
    for key in (names.username_key, names.email_key, names.username, names.password):
        assert key(key(text)) == key(text)


@given(st.text(max_size=150))
@settings(max_examples=300)
def test_a_key_fits_its_column(text):
    if len(names.username(text)) <= 150:
        assert len(names.username_key(text)) <= names.MAX_KEY


@pytest.mark.parametrize("make", [names.username, names.password])
def test_no_time_is_spent_on_what_is_longer_than_any_name_or_password(make, monkeypatch):
    monkeypatch.setattr(names.alphabets, "most_marks", pytest.fail)
    text = DECOMPOSED * 1000
    assert make(text) == text


@pytest.mark.parametrize("make", [names.username_key, names.email_key])
def test_what_is_longer_than_any_name_is_its_own_key(make, monkeypatch):
    monkeypatch.setattr(names.alphabets, "is_unseen", pytest.fail)
    text = DECOMPOSED * 1000
    assert make(text) == text


# Names that are taken -------------------------------------------------------------------------


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


@pytest.mark.parametrize(
    ("address", "spelling"),
    [
        ("alice@example.com", "Alice@EXAMPLE.com"),
        ("ada@b\u00fccher.example", "ada@xn--bcher-kva.example"),
        ("ada@b\u00fccher.example", "Ada@B\u00dcCHER.example"),
        ("sam@example.com", "\u017fam@example.com"),  # long s
        ("k@example.com", "\u212a@example.com"),  # Kelvin
        ("alice@example.com", "alice@ex\uff41mple.com"),
    ],
)
def test_spellings_of_an_address_are_one(make_user, address, spelling):
    make_user("one", email=address)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_user("two", email=spelling)
    User(username="two", email=spelling).validate_unique()
    with pytest.raises(ValidationError, match="email address already exists"):
        User(username="two", password="!", email=spelling).full_clean()


@pytest.mark.parametrize(
    "address",
    ["", "no-at", "a@", "@b", "a@" + "\u00fc" * 70 + ".de", "a@\u00fc..de", "a@" + "\u00e4" * 300],
)
def test_what_is_no_address_has_a_key_too(address):
    assert names.email_key(names.email_key(address)) == names.email_key(address)


def test_many_have_no_address(make_user):
    make_user("one")
    make_user("two")


def test_the_admin_says_that_a_name_is_taken(alice, ada, browser_as):
    form = {
        "username": "\uff21LICE",
        "password1": "a long Passw0rd",
        "password2": "a long Passw0rd",
    }
    page = browser_as(ada).post("/admin/accounts/user/add/", form | {"usable_password": "true"})
    assert "already exists" in page.content.decode()
    assert User.objects.count() == 2
