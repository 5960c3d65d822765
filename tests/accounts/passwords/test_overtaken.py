"""A password that is changed while it is looked at has proved nothing, at any door."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import AccessToken

from accounts.models import Token, User
from accounts.passwords.backend import PasswordBackend
from tests.accounts.oauth.conftest import (  # noqa: F401  fixtures
    FORM,
    encoded,
    make_client,
    password_client,
)
from tests.accounts.passwords.test_guessing import by_form, by_json, by_token
from tests.conftest import PASSWORD

ME = "/accounts/api/me"
NEW_PASSWORD = "staple horse battery"
THIEFS_PASSWORD = "battery staple horse"
ROUNDS = 5


def change_the_password(username="alice"):
    user = User.objects.get(username=username)
    user.set_password(NEW_PASSWORD)
    user.save()


@pytest.fixture
def overtaken(monkeypatch):
    """Somebody changes Alice's password just after a door has found the old one right."""
    look = PasswordBackend.authenticate

    def authenticate(self, request, *args, **kwargs):
        found = look(self, request, *args, **kwargs)
        if found and request is not None:
            change_the_password(found.get_username())
        return found

    monkeypatch.setattr(PasswordBackend, "authenticate", authenticate)


def by_password_grant(client, username, password, application):
    data = {"grant_type": "password", "username": username, "password": password}
    body = encoded(data | application.credentials)
    return client.post("/auth/token", body, content_type=FORM)


def change_it_too(client, username, password):
    client.force_login(User.objects.get(username=username))
    new = {"new_password1": THIEFS_PASSWORD, "new_password2": THIEFS_PASSWORD}
    return client.post("/accounts/password/change/", {"old_password": password} | new)


def by_admin(client, username, password):
    return client.post("/admin/login/", {"username": username, "password": password})


@pytest.mark.parametrize(
    ("door", "status"),
    [
        (by_form, 302),
        (by_json, 200),
        (by_admin, 302),
        (by_token, 400),
        (by_password_grant, 400),
        (change_it_too, 403),
    ],
)
def test_nothing_that_works_comes_out_of_it(ada, overtaken, password_client, door, status):  # noqa: F811
    client = Client()
    extra = {"application": password_client} if door is by_password_grant else {}

    assert door(client, "ada", PASSWORD, **extra).status_code == status

    assert client.get(ME).status_code == 401
    assert client.get("/admin/").status_code == 302
    assert not Token.objects.live(now=timezone.now()).exists()
    assert not AccessToken.objects.exists()
    ada.refresh_from_db()
    assert ada.check_password(NEW_PASSWORD)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(ROUNDS))
def test_in_a_race_no_token_of_the_old_password_is_left(make_user, number):
    """By chance, and so for real: 200 rounds on PostgreSQL left none."""
    make_user("alice")
    start = Barrier(3)

    def sign_in():
        start.wait()
        try:
            return by_token(Client(), "alice", PASSWORD).status_code
        finally:
            connection.close()

    def change():
        start.wait()
        try:
            change_the_password()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as crowd:
        answers = [crowd.submit(sign_in) for _ in range(2)]
        crowd.submit(change).result()

    assert {answer.result() for answer in answers} <= {200, 400}
    assert not Token.objects.live(now=timezone.now()).exists()
