"""Programs are refused in JSON at pages with a form."""

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.programs.conftest import CHANGE, EMAIL, REGISTER, RESET, send
from tests.conftest import PASSWORD


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
