"""Somebody who leaves loses their access and their name; what others see stays."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient
from social_django.models import UserSocialAuth

from accounts import mail, names
from accounts.models import User
from accounts.people import leaving
from accounts.social.pipeline import free_username
from accounts.trail.models import Entry
from polls import editing, voting
from polls.models import Question
from tests.accounts.people.leaving.conftest import ME, PAGE, sign_in
from tests.conftest import PASSWORD


def test_the_page_says_what_ends_and_what_stays_and_get_changes_nothing(alice):
    page = sign_in(alice).get(PAGE).content.decode()
    assert "signed out everywhere" in page
    assert "Your votes stay counted" in page
    assert User.objects.filter(username="alice", is_active=True).exists()


@pytest.mark.parametrize(
    ("leave", "status"),
    [(lambda browser: browser.post(PAGE), 302), (lambda browser: browser.delete(ME), 204)],
)
def test_the_row_stays_without_name_address_rights_or_way_in(
    alice, mailoutbox, leave, status, django_capture_on_commit_callbacks
):
    alice.first_name, alice.last_name, alice.is_staff = "Alice", "Liddell", True
    alice.save()
    UserSocialAuth.objects.create(user=alice, provider="demo", uid="dora")
    browser = sign_in(alice)
    with django_capture_on_commit_callbacks(execute=True):
        assert leave(browser).status_code == status
    mail._sender.submit(lambda: None).result()

    row = User.objects.get(pk=alice.pk)
    assert row.username.startswith("former-member-")
    assert row.username_key == names.username_key(row.username)
    assert (row.first_name, row.last_name, row.email, row.email_key) == ("", "", "", "")
    assert (row.is_active, row.is_staff, row.has_usable_password()) == (False, False, False)
    assert not UserSocialAuth.objects.exists()
    assert browser.get(ME).status_code == 401
    refused = Client().post("/accounts/login/", {"username": "alice", "password": PASSWORD})
    assert refused.status_code == 200
    assert "Your account was deleted" in [message.subject for message in mailoutbox]
    assert Entry.objects.filter(event="deleted", user_id=alice.pk).count() == 1
    assert not Entry.objects.filter(event="deactivated").exists()


def test_who_has_no_password_and_one_account_elsewhere_leaves_too(alice):
    browser = sign_in(alice)
    UserSocialAuth.objects.create(user=alice, provider="demo", uid="dora")
    User._base_manager.filter(pk=alice.pk).update(password="!")
    leaving.delete(User.objects.get(pk=alice.pk), now=timezone.now())
    assert browser.get(ME).status_code == 401
    assert not UserSocialAuth.objects.exists()


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
