"""The API tells nobody who exists, counts guesses, and refuses what means nothing."""

import re

import pytest
from django.conf import settings as site
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from tests.accounts.api.conftest import API, NEW_PASSWORD
from tests.conftest import PASSWORD

KNOWN = {"username": "alice", "email": "alice@example.com"}
UNKNOWN = {"username": "erik", "email": "erik@example.com"}


@pytest.mark.parametrize(
    ("path", "members"),
    [
        ("register", ["username", "email"]),
        ("register/again", ["email"]),
        ("password/reset", ["email"]),
    ],
)
def test_who_exists_is_told_to_nobody(api, alice, path, members):
    answers, queries = [], []
    for person in (KNOWN, UNKNOWN):
        with CaptureQueriesContext(connection) as asked:
            body = {name: person[name] for name in members}
            answers.append(api.post(f"{API}/{path}", body))
        queries.append(len(asked))
    assert answers[0].status_code == 202
    assert len({(a.status_code, a.content, tuple(sorted(a.headers))) for a in answers}) == 1
    assert queries[0] == queries[1]


@pytest.mark.parametrize("path", ["register", "register/again", "password/reset"])
def test_mails_are_counted_with_those_of_the_pages(api, alice, path):
    amount = site.ATTEMPT_LIMITS["mail_from"][0]
    statuses = []
    for number in range(amount + 1):
        person = {"username": f"erik{number}", "email": f"erik{number}@example.com"}
        body = person if path == "register" else {"email": person["email"]}
        statuses.append(api.post(f"{API}/{path}", body))
    assert {answer.status_code for answer in statuses[:-1]} == {202}
    assert statuses[-1].status_code == 429
    assert statuses[-1]["Retry-After"]
    page = APIClient().post("/accounts/password/reset/", {"email": "alice@example.com"}, "json")
    assert page.status_code == 429


def test_guesses_at_the_old_password_are_counted(api_as, alice):
    program = api_as(alice)
    body = {"old_password": "wrong", "new_password": NEW_PASSWORD}
    amount = site.ATTEMPT_LIMITS["account_and_address"][0]
    statuses = [program.post(f"{API}/password/change", body).status_code for _ in range(amount + 1)]
    assert statuses == [400] * amount + [429]


BODIES = {
    "register": UNKNOWN,
    "register/again": {"email": "erik@example.com"},
    "register/confirm": {"code": "a", "password": NEW_PASSWORD},
    "password/reset": {"email": "erik@example.com"},
    "password/reset/confirm": {"uid": "a", "token": "b", "new_password": NEW_PASSWORD},
    "password/change": {"old_password": PASSWORD, "new_password": NEW_PASSWORD},
    "email": {"email": "new@example.com", "password": PASSWORD},
    "email/confirm": {"code": "a"},
}


@pytest.mark.parametrize("path", BODIES)
def test_a_member_that_means_nothing_is_refused(api_as, alice, path, mailoutbox):
    answer = api_as(alice).post(f"{API}/{path}", BODIES[path] | {"is_staff": True})
    assert answer.status_code == 400
    assert re.match("Unknown member", answer.json()["is_staff"][0])
    assert mailoutbox == []
