"""Guesses at codes count, and keep no known browser out."""

import pytest
from django.test import Client

from tests.accounts.doors.conftest import body, by_json, told
from tests.accounts.second_factor.conftest import code
from tests.accounts.social.conftest import Browser, begin, come_back  # noqa: F401


@pytest.mark.parametrize("name", ["form", "json", "get_auth_token"])
def test_guesses_at_codes_count_and_are_refused_before_they_are_looked_at(name, doors, factor):
    doors[name]("000000")
    for _ in range(25):
        doors[name]("000000")
    answer = doors[name](code())
    assert answer == "429 throttled"


def test_a_thief_who_guesses_codes_keeps_no_known_browser_out(alice, factor, settings):
    settings.ATTEMPT_LIMITS = {"second_factor": (3, 3600)}
    browser = Client()
    known = browser.post("/accounts/login/", body(factor[0]), "application/json")
    assert known.status_code == 200
    for _ in range(4):
        by_json("000000")
    assert by_json(code()) == "429 throttled"
    assert told(browser.post("/accounts/login/", body(code()), "application/json")) == "in"


def test_a_code_that_was_right_is_no_guess(alice, factor):
    for one in factor:
        assert by_json(one) == "in"
    assert by_json(factor[0]) == "400 otp_invalid"
