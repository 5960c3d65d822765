"""A mailed code is one factor: who has a second one is asked for it."""

import pytest

from accounts.sessions.opening import OPENED
from tests.accounts.codes.conftest import ask, by_json, by_page
from tests.accounts.second_factor.conftest import code as app_code
from tests.accounts.second_factor.conftest import factor  # noqa: F401


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


@pytest.mark.usefixtures("factor")
def test_a_session_tells_what_proved_it(alice, browser):
    by_page(browser, ask(browser))
    browser.post("/accounts/second-factor/sign-in/", {"otp": app_code()})
    assert browser.session[OPENED]["by"] == ["otp", "mfa"]
