"""Votes of somebody who left stay counted, and nobody takes their name."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import names
from accounts.models import User
from accounts.people import leaving
from accounts.social.pipeline import free_username
from polls import editing, voting
from polls.models import Question


@pytest.fixture
def poll(alice):
    earlier = timezone.now() - timedelta(hours=1)
    asked = Question(question_text="Tea or coffee?", author=alice, pub_date=earlier)
    return editing.save(asked, choices=("Tea", "Coffee"))


def test_votes_stay_counted_and_a_question_loses_its_asker(alice, bob, poll, browser_as):
    now = timezone.now() + timedelta(minutes=1)
    choice = poll.choices.first()
    voting.cast(user=alice, question=poll, choice_id=choice.pk, now=now)
    where = f"/polls/api/questions/{poll.pk}"
    reader = APIClient(headers={"Authorization": f"Token {bob.initial_token.key}"})
    before = reader.get(where).json()
    assert before["author"] == "alice"

    leaving.delete(User.objects.get(pk=alice.pk), now=now)

    assert reader.get(where).json() == before | {"author": None}
    assert "asked by a former member" in browser_as(bob).get(f"/polls/{poll.pk}/").text


@pytest.mark.parametrize(
    "name",
    ["former-member-1", "Former-Member-x", "\N{FULLWIDTH LATIN SMALL LETTER F}ormer-member-0"],
)
def test_nobody_takes_a_name_that_says_they_left(name):
    with pytest.raises(ValidationError):
        names.validate_username(name)


@pytest.mark.django_db
def test_an_account_elsewhere_does_not_bring_such_a_name():
    assert free_username("Former-Member-7") == "user"
