"""
Each scheme lets the right callers in: the table of the README, as tests.

A new scheme is one class, one line in the settings, and its rows here.
"""

import base64
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application, set_token_value
from rest_framework.test import APIClient

from accounts.models import Token
from polls import editing
from polls.models import Question, Vote
from tests.conftest import PASSWORD

QUESTIONS = "/polls/api/questions"


@pytest.fixture
def question(ada):
    question = Question(question_text="Tea or coffee?", author=ada)
    return editing.save(question, choices=["Tea", "Coffee"])


def with_header(value):
    return APIClient(enforce_csrf_checks=True, headers={"Authorization": value})


def anonymous(alice):
    return APIClient(enforce_csrf_checks=True)


def session(alice):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice)
    browser.get("/accounts/logout/")  # a page with a form brings the CSRF token
    browser.defaults["HTTP_X_CSRFTOKEN"] = browser.cookies["csrftoken"].value
    return browser


def session_without_csrf(alice):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(alice)
    return browser


def session_that_ended(alice):
    browser = session(alice)
    alice.sessions.all().delete()
    return browser


def token(alice, **changes):
    Token.objects.filter(user=alice).update(**changes)
    return with_header(f"Token {alice.initial_token.key}")


def plain_token(alice):
    return token(alice, name="as it is")


def expired_token(alice):
    return token(alice, created=timezone.now() - timedelta(days=15))


def revoked_token(alice):
    return token(alice, revoked_at=timezone.now())


def basic(alice, password=PASSWORD):
    credentials = base64.b64encode(f"alice:{password}".encode()).decode()
    return with_header(f"Basic {credentials}")


def basic_with_a_wrong_password(alice):
    return basic(alice, "wrong")


def bearer(user, scope, lifetime=timedelta(hours=1)):
    application = Application.objects.create(
        client_type="confidential", authorization_grant_type="client-credentials"
    )
    access_token = AccessToken(
        user=user, scope=scope, application=application, expires=timezone.now() + lifetime
    )
    set_token_value(access_token, "an-access-token")
    access_token.save()
    return with_header("Bearer an-access-token")


def bearer_with_all_scopes(alice):
    return bearer(alice, "polls:read polls:vote polls:write")


def bearer_that_may_read(alice):
    return bearer(alice, "polls:read")


def bearer_that_may_not_read(alice):
    return bearer(alice, "openid")


def bearer_of_an_application_alone(alice):
    return bearer(None, "polls:read polls:vote polls:write")


def expired_bearer(alice):
    return bearer(alice, "polls:read polls:vote", lifetime=-timedelta(seconds=1))


def unknown_scheme(alice):
    return with_header("Negotiate abcdef")


def of_a_deactivated_user(caller):
    def deactivated(alice):
        client = caller(alice)
        alice.is_active = False
        alice.save()
        return client

    return deactivated


CALLERS = [
    # caller                                       GET  vote  ask  reason
    (anonymous, 401, 401, 401, "not_authenticated"),
    (unknown_scheme, 401, 401, 401, "not_authenticated"),
    (session, 200, 201, 201, None),
    (session_without_csrf, 200, 403, 403, "csrf_failed"),
    (session_that_ended, 401, 401, 401, "not_authenticated"),
    (of_a_deactivated_user(session), 401, 401, 401, "not_authenticated"),
    (plain_token, 200, 201, 201, None),
    (expired_token, 401, 401, 401, "token_expired"),
    (revoked_token, 401, 401, 401, "invalid_token"),
    (of_a_deactivated_user(plain_token), 401, 401, 401, "user_inactive"),
    (basic, 200, 201, 201, None),
    (basic_with_a_wrong_password, 401, 401, 401, "authentication_failed"),
    (of_a_deactivated_user(basic), 401, 401, 401, "authentication_failed"),
    (bearer_with_all_scopes, 200, 201, 201, None),
    (bearer_that_may_read, 200, 403, 403, "insufficient_scope"),
    (bearer_that_may_not_read, 403, 403, 403, "insufficient_scope"),
    (bearer_of_an_application_alone, 200, 403, 403, "no_person"),
    (expired_bearer, 401, 401, 401, "invalid_token"),
    (of_a_deactivated_user(bearer_with_all_scopes), 401, 401, 401, "invalid_token"),
]


@pytest.mark.parametrize(("caller", "reads", "votes", "asks", "reason"), CALLERS)
def test_a_caller_gets_what_its_credentials_allow(
    alice, question, caller, reads, votes, asks, reason
):
    client = caller(alice)
    json = {"content_type": "application/json"} if isinstance(client, Client) else {}
    choice = question.choices.first()
    answers = [
        (client.get(f"{QUESTIONS}/{question.pk}"), reads),
        (client.get(f"{QUESTIONS}/"), reads),
        (client.post(f"{QUESTIONS}/{question.pk}/vote", {"choice": choice.pk}, **json), votes),
        (
            client.post(
                QUESTIONS,
                {
                    "question_text": "Sea or hills?",
                    "choices": [{"choice_text": "Sea"}, {"choice_text": "Hills"}],
                },
                **json,
            ),
            asks,
        ),
    ]
    for answer, expected in answers:
        assert answer.status_code == expected, answer.content
        if expected >= 400:
            assert answer.json()["code"] == reason
        if expected == 401:
            assert answer["WWW-Authenticate"]
    assert Vote.objects.count() == (1 if votes == 201 else 0)


def test_callers_without_credentials_are_told_so_and_offered_the_schemes(db, api):
    answer = api.get(QUESTIONS)
    assert answer.json()["detail"] == "Authentication credentials were not provided."
    assert answer["WWW-Authenticate"].startswith('Token, Bearer realm="api"')


def test_bad_credentials_are_not_saved_by_good_ones_of_another_scheme(alice):
    browser = session(alice)
    answer = browser.get(QUESTIONS, headers={"Authorization": "Token nonsense"})
    assert answer.status_code == 401
