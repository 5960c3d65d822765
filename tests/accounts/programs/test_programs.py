"""Pages with a form answer programs in JSON, by the same rules."""

import pytest
from django.test import Client

from tests.accounts.people.test_registration import CHOICE, link_in
from tests.accounts.programs.conftest import CHANGE, EMAIL, NEW, NEW_PASSWORD, REGISTER, RESET, send
from tests.conftest import PASSWORD


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


def test_a_form_of_a_program_that_asks_for_json_is_answered_in_json(alice, mailoutbox):
    answer = Client().post(
        RESET, {"email": "alice@example.com"}, headers={"Accept": "application/json"}
    )
    assert answer.status_code == 202
    assert len(mailoutbox) == 1
