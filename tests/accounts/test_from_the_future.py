"""Credentials from a clock that runs ahead are refused everywhere, and never shown."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application, set_token_value
from rest_framework.test import APIClient

from accounts.models import Session, Token
from accounts.tokens import issuing

ME = "/accounts/api/me"
AHEAD = [(timedelta(seconds=30), True), (timedelta(seconds=90), False), (timedelta(days=30), False)]


@pytest.fixture(params=AHEAD, ids=str)
def made(request):
    """(when it was made, whether clocks that are kept may differ by as much)"""
    ahead, is_taken = request.param
    return timezone.now() + ahead, is_taken


def test_a_token_from_the_future_is_refused(alice, made):
    created, is_taken = made
    token = Token.objects.create(user=alice, created=created)
    program = APIClient(headers={"Authorization": f"Token {token.key}"})
    for path in (ME, "/polls/api/questions", "/accounts/api/tokens"):
        assert program.get(path).status_code == (200 if is_taken else 401)
    assert Token.objects.live(now=timezone.now()).filter(pk=token.pk).exists() == is_taken


def test_no_token_is_made_of_one_from_the_future(alice):
    parent = Token.objects.create(user=alice, created=timezone.now() + timedelta(days=30))
    with pytest.raises(issuing.AccessEnded):
        issuing.issue(alice, now=timezone.now(), name="child", parent=parent)


def test_an_access_token_from_the_future_is_refused(alice, made):
    created, is_taken = made
    application = Application.objects.create(
        client_type="confidential", authorization_grant_type="client-credentials"
    )
    token = AccessToken(
        user=alice,
        scope="profile",
        application=application,
        expires=created + timedelta(hours=1),
    )
    set_token_value(token, "an-access-token")
    token.save()
    AccessToken.objects.update(created=created)
    answer = APIClient(headers={"Authorization": "Bearer an-access-token"}).get(ME)
    assert answer.status_code == (200 if is_taken else 401)


def test_a_session_from_the_future_is_refused(alice, made):
    created, is_taken = made
    browser = Client()
    browser.force_login(alice)
    Session.objects.update(
        created_at=created, last_used_at=created, expire_date=created + timedelta(hours=1)
    )
    assert browser.get(ME).status_code == (200 if is_taken else 401)
    page = browser.get("/accounts/profile/")
    assert page.status_code == (200 if is_taken else 302)
    assert Session.objects.live(now=timezone.now()).exists() == is_taken
