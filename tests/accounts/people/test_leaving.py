"""Somebody who leaves loses their access and their name; what others rely on stays."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient
from social_django.models import UserSocialAuth

from accounts import mail, names
from accounts.ends import AccessEnded
from accounts.models import User
from accounts.people import leaving
from accounts.social.pipeline import free_username
from accounts.trail.models import Entry
from polls import editing, voting
from polls.models import Question
from tests.accounts.oauth.conftest import machine, make_access_token, make_client  # noqa: F401
from tests.conftest import PASSWORD

PAGE, ME = "/accounts/delete/", "/accounts/api/me"


def sign_in(user):
    browser = APIClient()
    answer = browser.post(
        "/accounts/login/", {"username": user.username, "password": PASSWORD}, format="multipart"
    )
    assert answer.status_code == 302
    return browser


@pytest.fixture
def stale(settings, alice):
    browser = sign_in(alice)
    settings.FRESH_SESSION_AGE = 0
    return browser


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


def test_a_stale_session_is_asked_again(stale):
    assert stale.post(PAGE)["Location"].startswith("/accounts/confirm-access/")
    refused = stale.delete(ME)
    assert (refused.status_code, refused.json()["code"]) == (403, "reauthentication_required")
    assert User.objects.filter(username="alice").exists()


def test_no_token_deletes(alice, make_access_token):  # noqa: F811
    make_access_token(alice, scope="profile polls:write")
    keys = {f"Token {alice.initial_token.key}": "reauthentication_required"}
    for header, code in (keys | {"Bearer an-access-token": "insufficient_scope"}).items():
        refused = APIClient(headers={"Authorization": header}).delete(ME)
        assert (refused.status_code, refused.json()["code"]) == (403, code)
    assert User.objects.filter(username="alice").exists()


@pytest.mark.parametrize(
    ("where", "body"), [(f"{ME}?all=1", None), (ME, {"sure": True}), (ME, [1])]
)
def test_what_means_nothing_is_refused(alice, where, body):
    assert sign_in(alice).delete(where, body, format="json").status_code == 400
    assert User.objects.filter(username="alice").exists()


def test_the_last_superuser_stays(alice, bob):
    User._base_manager.filter(pk__in=[alice.pk, bob.pk]).update(is_superuser=True)
    User._base_manager.filter(pk=bob.pk).update(is_active=False)  # manages nothing
    browser = sign_in(alice)
    page = browser.post(PAGE)
    assert page.status_code == 409
    assert "last superuser" in page.content.decode()
    assert browser.delete(ME).json()["code"] == "last_superuser"
    User._base_manager.filter(pk=bob.pk).update(is_active=True)
    assert browser.delete(ME).status_code == 204


def test_access_that_ended_meanwhile_deletes_nothing(alice):
    looked_at = User.objects.get(pk=alice.pk)
    User.objects.get(pk=alice.pk).new_security_stamp()
    with pytest.raises(AccessEnded):
        leaving.delete(looked_at, now=timezone.now())


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
