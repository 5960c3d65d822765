"""Programs do under /accounts/api/ what people do on the pages of their account."""

import re

import pytest
from django.conf import settings as site
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from accounts.models import User
from tests.accounts.people.test_registration import link_in
from tests.conftest import PASSWORD

API = "/accounts/api"
NEW_PASSWORD = "staple horse battery"


@pytest.fixture(autouse=True)
def _at_once(_mail_at_once):
    pass


def end_of_link(mail) -> list[str]:
    return link_in(mail).rstrip("/").split("/")


def signs_in(username, password) -> bool:
    return APIClient().login(username=username, password=password)


def test_an_account_is_made_from_first_to_last(db, api, mailoutbox):
    asked = {"username": "dora", "email": "dora@example.com"}
    assert api.post(f"{API}/register", asked).status_code == 202
    assert api.post(f"{API}/register/again", {"email": "dora@example.com"}).status_code == 202
    first, again = (end_of_link(mail)[-1] for mail in mailoutbox)

    weak = api.post(f"{API}/register/confirm", {"code": first, "password": "dora"})
    assert (weak.status_code, list(weak.json())) == (400, ["password"])
    body = {"code": again, "password": NEW_PASSWORD}
    made = api.post(f"{API}/register/confirm", body)

    assert made.status_code == 201, made.content
    assert made.json()["user"]["username"] == "dora"
    assert "no-store" in made["Cache-Control"]
    assert not made.cookies
    headers = {"Authorization": f"Token {made.json()['token']}"}
    assert api.get(f"{API}/me", headers=headers).status_code == 200
    assert signs_in("dora", NEW_PASSWORD)
    for code in (first, again, "made-up"):  # they were for one account
        ended = api.post(f"{API}/register/confirm", {"code": code, "password": NEW_PASSWORD})
        assert (ended.status_code, ended.json()["code"]) == (410, "link_ended")


def test_a_password_is_reset_from_first_to_last(api, api_as, alice, mailoutbox):
    assert api.post(f"{API}/password/reset", {"email": "alice@example.com"}).status_code == 202
    *_, uid, token = end_of_link(mailoutbox[0])
    body = {"uid": uid, "token": token, "new_password": NEW_PASSWORD}
    assert list(api.post(f"{API}/password/reset/confirm", body | {"new_password": "x"}).json()) == [
        "new_password"
    ]

    assert api.post(f"{API}/password/reset/confirm", body).status_code == 200

    assert signs_in("alice", NEW_PASSWORD)
    assert api_as(alice).get(f"{API}/me").status_code == 401
    for wrong in ({}, {"uid": "odd!"}, {"token": "a-b"}):
        ended = api.post(f"{API}/password/reset/confirm", body | wrong)
        assert (ended.status_code, ended.json()["code"]) == (410, "link_ended")


def test_a_password_is_changed_and_the_token_ends(api_as, alice):
    program = api_as(alice)
    body = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
    wrong = program.post(f"{API}/password/change", body | {"old_password": "wrong"})
    assert (wrong.status_code, list(wrong.json())) == (400, ["old_password"])

    assert program.post(f"{API}/password/change", body).status_code == 200

    assert signs_in("alice", NEW_PASSWORD)
    assert program.get(f"{API}/me").status_code == 401


def test_a_session_that_changes_the_password_goes_on(alice):
    program = APIClient()
    program.login(username="alice", password=PASSWORD)
    body = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert program.post(f"{API}/password/change", body).status_code == 200
    assert program.get(f"{API}/me").status_code == 200


def test_an_address_is_changed_from_first_to_last(api_as, alice, mailoutbox):
    program = api_as(alice)
    body = {"email": "new@example.com", "password": PASSWORD}
    assert program.post(f"{API}/email", body).status_code == 202
    code = end_of_link(mailoutbox[0])[-1]

    confirmed = program.post(f"{API}/email/confirm", {"code": code})

    assert (confirmed.status_code, confirmed.json()["email"]) == (200, "new@example.com")
    assert mailoutbox[1].to == ["alice@example.com"]
    assert program.post(f"{API}/email/confirm", {"code": code}).json()["code"] == "link_ended"


def test_a_code_moves_no_other_s_address(api_as, alice, bob, mailoutbox):
    api_as(alice).post(f"{API}/email", {"email": "new@example.com", "password": PASSWORD})
    code = end_of_link(mailoutbox[0])[-1]
    assert api_as(bob).post(f"{API}/email/confirm", {"code": code}).status_code == 410


def test_a_profile_is_read_and_changed(api_as, alice):
    program = api_as(alice)
    assert program.get(f"{API}/profile").json()["username"] == "alice"
    changed = program.patch(f"{API}/profile", {"time_zone": "Asia/Calcutta"})
    assert (changed.status_code, changed.json()["time_zone"]) == (200, "Asia/Kolkata")
    assert list(program.patch(f"{API}/profile", {"time_zone": "Mars"}).json()) == ["time_zone"]
    assert User.objects.get(pk=alice.pk).time_zone == "Asia/Kolkata"


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


OWN = ["password/change", "email", "email/confirm"]


@pytest.mark.parametrize("path", OWN)
def test_only_the_person_changes_the_account(api, api_as, alice, path):
    assert api.post(f"{API}/{path}", BODIES[path]).status_code == 401
    for made, code in (
        ({"name": "a", "scopes": ["polls:vote"]}, "insufficient_scope"),
        ({"name": "b"}, "child_token"),
    ):
        key = api_as(alice).post(f"{API}/tokens", made).json()["key"]
        headers = {"Authorization": f"Token {key}"}
        answer = api.post(f"{API}/{path}", BODIES[path], headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, code)


@pytest.mark.parametrize("path", ["password/change", "email"])
def test_without_a_password_a_fresh_session_is_asked_for(api_as, browser_as, alice, path):
    alice.set_unusable_password()
    alice.save()
    token = alice.tokens.create(name="later").key
    body = {n: v for n, v in BODIES[path].items() if n not in ("old_password", "password")}
    answer = APIClient(headers={"Authorization": f"Token {token}"}).post(f"{API}/{path}", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")
    answer = browser_as(alice).post(f"{API}/{path}", body, content_type="application/json")
    assert answer.status_code in {200, 202}, answer.content


def test_a_stale_token_stands_in_nobody_s_way(api, db):
    headers = {"Authorization": "Token stale"}
    body = BODIES["password/reset"]
    assert api.post(f"{API}/password/reset", body, headers=headers).status_code == 202
