"""The file of everything held about somebody has all of it, and nothing that lets anybody in."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from rest_framework.test import APIClient
from social_django.models import UserSocialAuth

from accounts import credentials
from accounts.models import Session, User
from accounts.people import checks
from accounts.tokens.models import Token
from polls import editing, voting
from polls.models import Question
from tests.accounts.oauth.conftest import machine, make_access_token, make_client  # noqa: F401

PAGE, API = "/accounts/download/", "/accounts/api/me/data"


@pytest.fixture
def poll(alice):
    earlier = timezone.now() - timedelta(hours=1)
    asked = Question(question_text="Tea or coffee?", author=alice, pub_date=earlier)
    return editing.save(asked, choices=("Tea", "Coffee"))


@pytest.fixture
def browser(alice, poll, browser_as):
    UserSocialAuth.objects.create(user=alice, provider="demo", uid="dora")
    choice = poll.choices.first()
    voting.cast(user=alice, question=poll, choice_id=choice.pk, now=timezone.now())
    return browser_as(alice)


@pytest.mark.parametrize("where", [PAGE, API])
def test_it_has_the_account_what_acts_for_it_and_what_apps_hold(browser, alice, poll, where):
    answer = browser.get(where)
    assert answer["Content-Disposition"] == 'attachment; filename="my-data.json"'
    about = answer.json()
    assert set(about) == {"account", "access", "activity", "questions", "votes"}
    assert about["account"]["email"] == "alice@example.com"
    none = dict.fromkeys([kind.name for kind in credentials.kinds()], 0)
    assert {name: len(held) for name, held in about["access"].items()} == none | {
        "sessions": 1,
        "tokens": 1,
        "social": 1,
    }
    assert "signed_in" in [entry["event"] for entry in about["activity"]]
    assert [asked["question_text"] for asked in about["questions"]] == [poll.question_text]
    assert [vote["question"] for vote in about["votes"]] == [poll.pk]


def test_it_has_nothing_of_others(browser, bob, poll, browser_as):
    about = browser_as(bob).get(API).json()
    assert about["questions"] == about["votes"] == []
    assert "alice" not in json.dumps(about)


def test_it_has_no_secret_and_no_digest(browser, alice):
    written = browser.get(API).text + browser.get(PAGE).text
    user, token = User.objects.get(pk=alice.pk), Token.objects.get(user=alice)
    secrets = [user.password, user.security_stamp, alice.initial_token.key, token.digest]
    secrets += [browser.session.session_key, Session.objects.get(user=alice).session_key]
    assert [secret for secret in secrets if secret and secret in written] == []


def test_it_is_for_the_person_alone(client, alice, make_access_token):  # noqa: F811
    assert client.get(PAGE)["Location"].startswith("/accounts/auth/")
    assert client.get(API).status_code == 401
    make_access_token(alice, scope="profile email")
    bearer = APIClient(headers={"Authorization": "Bearer an-access-token"})
    assert bearer.get(API).json()["code"] == "insufficient_scope"
    token = APIClient(headers={"Authorization": f"Token {alice.initial_token.key}"})
    child = token.post("/accounts/api/tokens", {"name": "child"}).json()["key"]
    made = APIClient(headers={"Authorization": f"Token {child}"})
    assert (token.get(API).status_code, made.get(API).json()["code"]) == (200, "child_token")


@pytest.mark.parametrize(
    "part",
    [{"votes": "polls.personal.none"}, {"votes": 3}, {"account": "polls.personal.votes"}],
)
def test_a_part_that_cannot_be_told_is_found_at_start(settings, part):
    assert checks.check_personal_data() == []
    settings.PERSONAL_DATA = part
    assert [error.id for error in checks.check_personal_data()] == ["accounts.E010"]
