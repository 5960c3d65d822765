"""Pages with a form answer programs in JSON, by the same rules, and tell nobody who exists."""

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.people.test_registration import CHOICE, link_in
from tests.conftest import PASSWORD

REGISTER = "/accounts/register/"
RESET = "/accounts/password/reset/"
CHANGE = "/accounts/password/change/"
EMAIL = "/accounts/email/"
NEW_PASSWORD = "staple horse battery"
NEW = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}


@pytest.fixture(autouse=True)
def _at_once(_mail_at_once):
    pass


def send(client, path, body):
    return client.post(path, body, content_type="application/json")


def test_an_account_is_made_from_first_to_last(db, mailoutbox):
    program = Client()
    asked = send(program, REGISTER, {"username": "dora", "email": "dora@example.com"})
    assert (asked.status_code, list(asked.json())) == (202, ["detail"])

    made = send(program, link_in(mailoutbox[0]), CHOICE)

    assert made.status_code == 201
    assert made["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    headers = {"Authorization": f"Token {made.json()['token']}"}
    assert Client(headers=headers).get("/accounts/api/me").status_code == 200
    assert program.get("/accounts/api/me").json()["user"]["username"] == "dora"
    again = send(Client(), link_in(mailoutbox[0]), CHOICE)
    assert (again.status_code, again.json()["code"]) == (410, "link_ended")


def test_a_password_is_reset_from_first_to_last(alice, mailoutbox):
    program = Client()
    assert send(program, RESET, {"email": "alice@example.com"}).status_code == 202
    link = link_in(mailoutbox[0])
    assert send(program, link, NEW | {"new_password2": "other"}).status_code == 400

    assert send(program, link, NEW).status_code == 200

    assert Client().login(username="alice", password=NEW_PASSWORD)
    used = send(Client(), link, NEW)
    assert (used.status_code, used.json()["code"]) == (400, "link_ended")


def test_a_password_and_an_address_are_changed(alice, browser_as, mailoutbox):
    program = browser_as(alice)
    answer = send(program, EMAIL, {"email": "new@example.com", "password": PASSWORD})
    assert answer.status_code == 202
    assert mailoutbox[0].to == ["new@example.com"]

    assert send(program, CHANGE, {"old_password": PASSWORD} | NEW).status_code == 200

    assert program.get("/accounts/api/me").status_code == 200
    assert Client().login(username="alice", password=NEW_PASSWORD)


@pytest.mark.parametrize(
    ("path", "known", "unknown"),
    [
        (RESET, {"email": "alice@example.com"}, {"email": "nobody@example.com"}),
        (
            REGISTER,
            {"username": "alice", "email": "alice@example.com"},
            {"username": "erik", "email": "erik@example.com"},
        ),
    ],
)
def test_who_exists_is_told_to_nobody(alice, path, known, unknown):
    answers = [send(Client(), path, body) for body in (known, unknown)]
    assert {(answer.status_code, answer.content) for answer in answers} == {
        (202, answers[0].content)
    }


@pytest.mark.parametrize(
    ("path", "body", "named"),
    [
        (REGISTER, {}, {"username", "email"}),
        (REGISTER, {"username": "a b", "email": "nonsense"}, {"username", "email"}),
        (REGISTER, {"username": 1, "email": ["a", 2]}, {"username", "email"}),
        (REGISTER, {"username": "dora", "email": "d@example.com", "is_staff": True}, {"is_staff"}),
        (
            REGISTER,
            {"username": "dora", "email": "d@example.com", "password1": "1", "password2": "1"},
            {"non_field_errors"},
        ),
        (RESET, {"email": "x"}, {"email"}),
        (RESET, {"mail": "a@example.com"}, {"mail"}),
        (RESET, [], {"detail", "code"}),
        (RESET, "null", {"detail", "code"}),
        (RESET, "{", {"detail", "code"}),
        (RESET, "[" * 100_000, {"detail", "code"}),
        (RESET, '{"email": "\\ud800@example.com"}', {"detail", "code"}),
    ],
)
def test_a_wrong_body_is_answered_400_with_what_is_wrong(db, mailoutbox, path, body, named):
    answer = send(Client(), path, body)
    assert answer.status_code == 400
    assert set(answer.json()) == named
    assert not mailoutbox


def test_a_body_of_no_known_type_is_answered_415(db):
    answer = Client().post(
        RESET, "<x/>", content_type="text/xml", headers={"Accept": "application/json"}
    )
    assert answer.status_code == 415


def test_a_form_of_a_program_that_asks_for_json_is_answered_in_json(alice, mailoutbox):
    answer = Client().post(
        RESET, {"email": "alice@example.com"}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 202
    assert len(mailoutbox) == 1


def test_too_many_are_answered_429_with_the_time_to_wait(db):
    answers = [
        send(Client(), REGISTER, {"username": f"dora{n}", "email": "dora@example.com"})
        for n in range(4)
    ]
    assert [answer.status_code for answer in answers] == [202, 202, 202, 429]
    assert int(answers[-1]["Retry-After"]) > 0
    assert answers[-1].json()["code"] == "throttled"


@pytest.mark.parametrize("path", [CHANGE, EMAIL])
def test_a_program_that_is_signed_out_is_not_sent_to_a_page(db, path):
    answer = send(Client(), path, {})
    assert (answer.status_code, answer.json()["code"]) == (403, "not_authenticated")


@pytest.mark.parametrize("path", [REGISTER, RESET, CHANGE, EMAIL])
def test_the_csrf_token_is_needed(alice, browser, mailoutbox, path):
    browser.force_login(alice)
    answer = send(browser, path, {"email": "alice@example.com"})
    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")
    assert not mailoutbox
    assert User.objects.get().check_password(PASSWORD)
