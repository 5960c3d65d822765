"""A code that is mailed signs its person in."""

import pytest
from django.test import Client

from tests.accounts.codes.conftest import ASK, CONFIRM, EMAIL, ask, by_json, by_page
from tests.conftest import PASSWORD

INVALID = "400 code_invalid"


@pytest.mark.parametrize("separator", ["", " ", "-"])
def test_it_signs_in_however_it_is_typed(alice, browser, separator):
    code = ask(browser)
    assert by_page(browser, f" {code[:4]}{separator}{code[4:]} ") == "in"
    assert browser.get("/accounts/api/me").json()["user"]["username"] == "alice"
    assert browser.cookies["known_browser"].value
    assert not browser.cookies["sign_in_code"].value


def test_it_leads_to_the_page_that_was_wanted(alice, browser):
    wanted = "/accounts/profile/"
    page = browser.get(f"/accounts/auth/?next={wanted}").text
    assert f"{ASK}?next=%2Faccounts%2Fprofile%2F" in page
    assert f'name="next" value="{wanted}"' in browser.get(f"{ASK}?next={wanted}").text
    to = browser.post(ASK, {"email": "nobody@example.com", "next": wanted})["Location"]
    assert to == f"{CONFIRM}?next=%2Faccounts%2Fprofile%2F"
    assert f'name="next" value="{wanted}"' in browser.get(to).text
    code = ask(browser)
    assert browser.post(CONFIRM, {"code": code, "next": wanted})["Location"] == wanted


def test_a_script_signs_in_with_json(alice, browser):
    code = ask(browser)
    wrong = browser.post(CONFIRM, {"code": "1"}, "application/json")
    assert (wrong.status_code, wrong.json()["code"]) == (400, "code_invalid")
    done = browser.post(CONFIRM, {"code": code}, "application/json")
    assert done.json()["user"]["username"] == "alice"
    assert done.json()["next"] == "/polls/"


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_it_leads_to_no_other_site(alice, browser, where):
    sent = {"code": ask(browser), "next": where}
    assert browser.post(CONFIRM, sent)["Location"] == "/polls/"


def test_a_right_one_is_no_guess(alice, settings):
    settings.ATTEMPT_LIMITS = {"sign_in_codes": (1, 3600)}
    for browser in (Client(), Client()):
        assert by_json(browser, ask(browser)) == "in"


def test_a_form_of_another_site_is_refused(alice):
    browser = Client(enforce_csrf_checks=True)
    for path, data in [(ASK, {"email": EMAIL}), (CONFIRM, {"code": "1"})]:
        assert browser.post(path, data).status_code == 403
        assert browser.post(path, data, "application/json").status_code == 403


def test_who_is_signed_in_as_another_is_signed_in_anew(alice, bob):
    browser = Client()
    browser.post("/accounts/login/", {"username": "bob", "password": PASSWORD})
    before = browser.cookies["sessionid"].value
    browser.post(CONFIRM, {"code": ask(browser)})
    assert browser.cookies["sessionid"].value != before
    assert browser.get("/accounts/api/me").json()["user"]["username"] == "alice"
