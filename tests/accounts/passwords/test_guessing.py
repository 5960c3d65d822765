"""One limit on guessing, over every door that takes a password."""

import base64
import re

import pytest
from django.db import OperationalError, connection
from django.test import Client

from accounts.attempts import TooManyAttempts
from tests.conftest import PASSWORD

ME = "/accounts/api/me"
LIMIT = 10


def by_form(client, username, password, **extra):
    return client.post("/accounts/login/", {"username": username, "password": password}, **extra)


def by_json(client, username, password, **extra):
    body = {"username": username, "password": password}
    return client.post("/accounts/login/", body, content_type="application/json", **extra)


def by_token(client, username, password, **extra):
    body = {"username": username, "password": password}
    return client.post("/accounts/get_auth_token", body, **extra)


def by_basic(client, username, password, **extra):
    credentials = base64.b64encode(f"{username}:{password}".encode()).decode()
    headers = {"Authorization": f"Basic {credentials}"} | extra.pop("headers", {})
    return client.get(ME, headers=headers, **extra)


def by_admin(client, username, password, **extra):
    return client.post("/admin/login/", {"username": username, "password": password}, **extra)


DOORS = [by_form, by_json, by_token, by_basic, by_admin]


@pytest.fixture(params=DOORS)
def door(request):
    return request.param


def test_after_ten_wrong_passwords_the_door_is_shut(ada, door):
    for _ in range(LIMIT):
        assert door(Client(), "ada", "wrong").status_code in {200, 400, 401}
    refused = door(Client(), "ada", "wrong")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 300
    assert door(Client(), "ada", PASSWORD).status_code == 429


def test_the_doors_share_their_counts(ada):
    for number in range(LIMIT):
        DOORS[number % len(DOORS)](Client(), "ada", "wrong")
    for door in DOORS:
        assert door(Client(), "ada", PASSWORD).status_code == 429


def test_the_form_says_it_in_words(alice):
    for _ in range(LIMIT):
        by_form(Client(), "alice", "wrong")
    html = by_form(Client(), "alice", "wrong").content.decode()
    assert re.search(r"Too many attempts\. Try again in [45] minutes\.", html)
    assert 'name="password"' in html


def test_json_is_told_in_the_shape_of_the_api(alice):
    for _ in range(LIMIT):
        by_json(Client(), "alice", "wrong")
    for door in (by_json, by_token, by_basic):
        answer = door(Client(), "alice", "wrong").json()
        assert answer["code"] == "throttled"
        assert re.fullmatch(r"Too many attempts\. Try again in \d+ seconds\.", answer["detail"])


@pytest.mark.parametrize(
    ("wait", "words"),
    [(None, ""), (1, " Try again in 1 second."), (121, " Try again in 3 minutes.")],
)
def test_people_are_told_long_waits_in_minutes(wait, words):
    assert TooManyAttempts(wait).in_words == f"Too many attempts.{words}"


def test_unknown_users_are_limited_like_known_ones(alice, door):
    for username in ("alice", "nobody"):
        answers = [door(Client(), username, "wrong").status_code for _ in range(LIMIT + 1)]
        assert answers[-1] == 429
        assert len(set(answers[:-1])) == 1


def test_the_password_is_not_looked_at_when_the_door_is_shut(alice, monkeypatch):
    for _ in range(LIMIT):
        by_token(Client(), "alice", "wrong")
    monkeypatch.setattr("accounts.passwords.backend.PasswordBackend._judge", None)
    assert by_token(Client(), "alice", PASSWORD).status_code == 429


def away(execute, sql, params, many, context):
    raise OperationalError("the database is away")


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
@pytest.mark.parametrize("door", [by_form, by_json, by_token, by_basic])
def test_what_nobody_could_judge_is_no_guess(alice, door, password):
    """Else its owner would be locked out once the database is back."""
    clients = [Client() for _ in range(LIMIT * 2)]
    for client in clients:
        client.get("/livez")
    with connection.execute_wrapper(away):
        answers = {door(client, "alice", password).status_code for client in clients}
    assert answers == {503}
    assert door(Client(), "alice", PASSWORD).status_code in {200, 302}
    answers = [door(Client(), "alice", "wrong").status_code for _ in range(LIMIT + 1)]
    assert 429 not in answers[:-1]
    assert answers[-1] == 429
