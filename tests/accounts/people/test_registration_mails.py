"""The mail says who is there already, and nobody is flooded with it."""

import pytest

from accounts.models import User
from accounts.people.registration import rules as registration
from tests.accounts.people.test_registration import register


@pytest.mark.parametrize(
    "taken",
    [
        {"username": "alice"},
        {"username": "ALICE"},
        {"email": "alice@example.com"},
        {"email": "Alice@Example.com"},
        {"username": "alice", "email": "alice@example.com"},
    ],
)
def test_who_is_there_already_is_told_in_the_mail_only(alice, mailoutbox, taken):
    known, unknown = register(**taken), register(username="erik", email="erik@example.com")
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    assert len(mailoutbox) == 2
    assert "/accounts/register/" not in mailoutbox[0].body.replace("/accounts/register/ ", "")
    assert User.objects.count() == 1


@pytest.mark.parametrize("taken", [{}, {"username": "alice"}])
def test_the_mail_carries_nothing_that_its_sender_chose(alice, mailoutbox, taken):
    """Mail programs make a link of a name with a dot in it."""
    name = "win-100-eur.at-evil.example"
    User.objects.filter(username="alice").update(username=name)
    register(username=name if taken else "another-evil.example", email="mallory@example.net")
    assert "evil" not in mailoutbox[0].subject + mailoutbox[0].body


def test_nobody_is_flooded_with_mail(db, mailoutbox):
    answers = [register(username=f"dora{n}") for n in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]


def test_a_form_that_was_wrong_does_not_count_as_a_mail(db):
    for _ in range(5):
        register(username="a b")
    assert register().status_code == 302


def test_two_people_may_do_without_an_address(make_user):
    make_user("erik")
    make_user("fred")
    assert registration.existing_user(username="nobody", email="x@example.com") is None
