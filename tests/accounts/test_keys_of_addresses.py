"""Spellings of an address are one."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts import names
from accounts.models import User


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
