"""Codes are guessed at a few times, and a stranger's guesses keep no owner out."""

from django.test import Client

from accounts import lockouts
from tests.accounts.codes.conftest import EMAIL, ask, by_json, by_page
from tests.accounts.second_factor.conftest import factor  # noqa: F401
from tests.conftest import PASSWORD


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
    assert lockouts.of_user(alice)
    lockouts.lift_user(alice)
    assert by_json(browser, code) == "in"
