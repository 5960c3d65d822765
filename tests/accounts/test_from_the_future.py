"""Credentials from a clock that runs ahead are refused everywhere, and never shown."""

import time
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application, Grant, set_token_value
from rest_framework.test import APIClient

from accounts.models import Session, Token
from accounts.passwords import guessing
from accounts.passwords.links import ResetLinks, reset_links
from accounts.people.email import rules as email
from accounts.people.registration import rules as registration
from accounts.tokens import issuing
from tests.accounts.oauth.conftest import (  # noqa: F401
    code_client,
    make_client,
    make_code,
    post_token,
)

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


@pytest.fixture
def clock(monkeypatch, made):
    """``with clock():`` a node signs with a clock that is ahead."""
    seconds = (made[0] - timezone.now()).total_seconds()
    real_time = time.time

    @contextmanager
    def ahead():
        with monkeypatch.context() as patch:
            patch.setattr(time, "time", lambda: real_time() + seconds)
            patch.setattr(
                ResetLinks,
                "_now",
                lambda self: datetime.now(UTC).replace(tzinfo=None) + timedelta(seconds=seconds),
            )
            yield

    return ahead


def test_links_and_cookies_from_the_future_are_refused(alice, made, clock):
    _moment, is_taken = made
    with clock():
        reset = reset_links.make_token(alice)
        address = email.ask(alice, "new@example.com")
        new = registration.ask(username="dora", email="d@example.com", now=timezone.now())
        answer = HttpResponse()
        guessing.remember_browser(answer, RequestFactory().get("/"), alice)
    request = RequestFactory().get("/")
    request.COOKIES["known_browser"] = answer.cookies["known_browser"].value
    assert reset_links.check_token(alice, reset) is is_taken
    assert bool(email.find(alice, address)) is is_taken
    assert bool(registration.find(new)) is is_taken
    assert guessing.is_known(request, "alice") is is_taken


def test_a_code_from_the_future_is_refused(alice, made, code_client, make_code, post_token):  # noqa: F811
    created, is_taken = made
    asked = make_code(code_client, alice, expires=created + timedelta(seconds=60))
    Grant.objects.update(created=created)
    assert post_token(code_client, **asked).status_code == (200 if is_taken else 400)


@pytest.mark.parametrize("token", ["", "-", "x", "zzzzzz-1", "1" * 5000, None])
def test_what_is_no_link_is_refused(alice, token):
    assert not reset_links.check_token(alice, token)
