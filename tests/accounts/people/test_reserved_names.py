"""The name of somebody who left is refused for ``NAME_REUSE_DAYS``, as one that is taken."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from accounts.models import ReservedName, User
from accounts.people import checks, leaving
from accounts.people.registration import mails
from accounts.people.registration import rules as registration
from accounts.social.pipeline import free_username

NOW = timezone.now()
TAKEN = "The username they chose is taken."


@pytest.fixture
def gone(alice):
    leaving.delete(User.objects.get(pk=alice.pk), now=NOW)


def problems_of(user):
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        return [text for texts in error.message_dict.values() for text in texts]
    return []


@pytest.mark.usefixtures("gone", "_mail_at_once")
def test_who_registers_is_told_by_mail_that_it_is_taken(rf, mailoutbox):
    for name in ("alice", "free"):
        mails.register(rf.post("/"), username=name, email=f"{name}@other.example", now=NOW)
    assert [TAKEN in message.body for message in mailoutbox] == [True, False]


@pytest.mark.usefixtures("_mail_at_once")
def test_a_link_that_waited_brings_it_to_nobody(alice):
    code = registration.ask(username="alice", email="a@other.example", now=NOW)
    leaving.delete(User.objects.get(pk=alice.pk), now=NOW)
    found = registration.find(code)
    with pytest.raises(registration.Taken):
        registration.confirm(found, registration.user_of(found), now=NOW)
    assert not User.objects.filter(username="alice").exists()


@pytest.mark.usefixtures("gone")
def test_every_spelling_is_refused_in_the_words_for_a_taken_name(bob):
    texts = set(problems_of(User(username="bob")))
    assert len(texts) == 1
    for name in ("alice", "ALICE", "\N{FULLWIDTH LATIN SMALL LETTER A}lice"):
        assert set(problems_of(User(username=name))) == texts
        bob.username = name
        assert set(problems_of(bob)) == texts
    assert problems_of(User(username="alice2")) == []


@pytest.mark.usefixtures("gone")
def test_an_account_elsewhere_brings_another_one():
    assert free_username("Alice") == "alice2"


@pytest.mark.parametrize(("days", "is_free"), [(0, True), (3, False)])
def test_it_is_free_after_the_days_that_are_set(settings, alice, days, is_free):
    settings.NAME_REUSE_DAYS = days
    leaving.delete(User.objects.get(pk=alice.pk), now=NOW)
    assert (problems_of(User(username="alice")) == []) is is_free
    ReservedName.objects.update(until=NOW - timedelta(seconds=1))
    assert problems_of(User(username="alice")) == []


@pytest.mark.usefixtures("gone")
def test_the_row_is_pruned_in_its_time():
    call_command("prune_tokens")
    assert ReservedName.objects.get().key
    ReservedName.objects.update(until=NOW)
    call_command("prune_tokens")
    assert not ReservedName.objects.exists()


@pytest.mark.parametrize("days", [-1, 1.5, True, "90", None, 36601])
def test_days_that_cannot_work_stop_the_start(settings, days):
    settings.NAME_REUSE_DAYS = days
    assert [error.id for error in checks.check_name_reuse()] == ["accounts.E011"]
