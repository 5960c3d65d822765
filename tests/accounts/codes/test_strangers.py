"""A stranger learns nothing from codes, guesses few, and keeps their owner from none."""

import logging

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.test.utils import CaptureQueriesContext

from accounts import locks
from accounts.sessions.opening import OPENED
from tests.accounts.codes.conftest import ASK, CONFIRM, EMAIL, ask, by_json, by_page
from tests.accounts.second_factor.conftest import code as app_code
from tests.accounts.second_factor.conftest import factor  # noqa: F401
from tests.conftest import PASSWORD


def observe(act):
    with CaptureQueriesContext(connection) as queries:
        answer = act()
    said = answer.json() if "json" in answer["Content-Type"] else answer.get("Location", "")
    return answer.status_code, said, [query["sql"].split()[0] for query in queries]


@pytest.mark.parametrize("kind", [MULTIPART_CONTENT, "application/json"])
def test_asking_and_guessing_look_the_same_whoever_exists(alice, make_user, kind):
    make_user("ghost", email="ghost@example.com", is_active=False)

    def seen(email):
        browser = Client()
        asked = observe(lambda: browser.post(ASK, {"email": email}, kind))
        return asked, observe(lambda: browser.post(CONFIRM, {"code": "1"}, kind))

    assert seen(EMAIL) == seen("nobody@example.com") == seen("ghost@example.com")


# Guessing ---------------------------------------------------------------------------------------


def guess(browser, times):
    return [by_json(browser, "1") for _ in range(times)]


def test_guesses_count_as_guesses_at_passwords_do(alice, browser):
    code = ask(browser)
    assert set(guess(browser, 10)) == {"400 code_invalid"}
    assert by_json(browser, code) == "429 throttled"
    assert by_page(browser, code).startswith("429 Too many attempts")


def test_an_hour_has_room_for_few_guesses_wherever_they_come_from(alice, settings):
    settings.ATTEMPT_LIMITS = {"sign_in_codes": (3, 3600)}
    told = []
    for number in range(4):
        browser = Client(REMOTE_ADDR=f"192.0.2.{number}")
        code = ask(browser)
        told += guess(browser, 1)
    assert told == [*["400 code_invalid"] * 3, "429 throttled"]
    assert by_json(browser, code) == "429 throttled"


@pytest.fixture
def known(alice):
    """A browser in which Alice signed in before, and signed out."""
    browser = Client()
    browser.post("/accounts/login/", {"username": "alice", "password": PASSWORD})
    browser.post("/accounts/logout/")
    return browser


def test_a_stranger_who_guesses_keeps_no_known_browser_out(alice, known):
    stranger = Client()
    ask(stranger)
    assert guess(stranger, 11)[-1] == "429 throttled"
    assert by_json(known, ask(known)) == "in"


def test_a_stranger_whose_user_name_is_the_address_keeps_nobody_out(known, make_user):
    make_user(EMAIL, email="mallory@example.org")
    thief, given = Client(), {"username": EMAIL, "password": PASSWORD}
    thief.post("/accounts/login/", given)
    thief.post("/accounts/logout/")
    answers = [thief.post("/accounts/login/", given | {"password": "?"}) for _ in range(11)]
    assert answers[-1].status_code == 429
    assert by_json(known, ask(known)) == "in"


def test_staff_lift_the_limit(alice, browser):
    code = ask(browser)
    guess(browser, 11)
    assert locks.of_user(alice)
    locks.lift_user(alice)
    assert by_json(browser, code) == "in"


# Mails --------------------------------------------------------------------------------------


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.com"])
def test_few_mails_go_to_one_address_from_one(alice, browser, email):
    for _ in range(3):
        ask(browser, email)
        assert browser.asked.status_code == 302
    ask(browser, email)
    assert browser.asked.status_code == 429
    assert "Retry-After" in browser.asked


def test_strangers_who_ask_keep_the_owner_from_no_code(alice, known, settings):
    settings.ATTEMPT_LIMITS = {"mailbox": (2, 1800)}
    code = ask(known)
    for number in range(4):
        ask(Client(REMOTE_ADDR=f"192.0.2.{number}"))
    assert not mail.outbox  # the mailbox has had enough
    assert by_json(known, code) == "in"  # no stranger ended it
    known.post("/accounts/logout/")
    assert by_json(known, ask(known)) == "in"


# The second factor ------------------------------------------------------------------------------


@pytest.mark.usefixtures("factor")
def test_a_person_with_a_second_factor_is_asked_for_it(alice, browser):
    code = ask(browser)
    where = {"next": "/accounts/profile/"}
    assert by_page(browser, code, **where) == "/accounts/second-factor/sign-in/"
    assert by_page(browser, code).startswith("200 This code is wrong")  # it was used
    done = browser.post("/accounts/second-factor/sign-in/", {"otp": app_code()})
    assert done["Location"] == "/accounts/profile/"
    assert "_auth_user_id" in browser.session


@pytest.mark.usefixtures("factor")
def test_the_page_takes_the_second_factor_on_the_next_page_alone(alice, browser):
    assert by_page(browser, ask(browser), otp="000000") == "/accounts/second-factor/sign-in/"


@pytest.mark.usefixtures("factor")
def test_a_script_sends_both(alice, browser):
    code = ask(browser)
    assert by_json(browser, code) == "400 otp_required"
    assert by_json(browser, code, otp="000000") == "400 otp_invalid"
    assert by_json(browser, code, otp=app_code()) == "in"


def test_no_code_is_logged(alice, browser, caplog):
    with caplog.at_level(logging.DEBUG):
        code = ask(browser)
        by_json(browser, code)
    assert caplog.records
    assert code not in caplog.text
    assert f"{code[:4]} {code[4:]}" not in caplog.text


@pytest.mark.usefixtures("factor")
def test_a_session_tells_what_proved_it(alice, browser):
    by_page(browser, ask(browser))
    browser.post("/accounts/second-factor/sign-in/", {"otp": app_code()})
    assert browser.session[OPENED]["by"] == ["otp", "mfa"]
