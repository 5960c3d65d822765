"""The second page of signing in."""

from django.test import Client

from accounts.models import User
from tests.accounts.second_factor.conftest import code
from tests.conftest import PASSWORD

PAGE = "/accounts/second-factor/sign-in/"
GIVEN = {"username": "alice", "password": PASSWORD, "next": "/accounts/profile/"}


def waiting():
    browser = Client()
    assert browser.post("/accounts/login/", GIVEN)["Location"] == PAGE
    return browser


def test_it_leads_where_the_sign_in_was_to_lead(factor):
    browser = waiting()
    assert "no-store" in browser.get(PAGE)["Cache-Control"]
    assert browser.post(PAGE, {"otp": code()})["Location"] == "/accounts/profile/"
    assert "known_browser" in browser.cookies
    assert not browser.cookies["second_step"].value


def test_it_leads_to_no_other_site(factor):
    browser = Client()
    browser.post("/accounts/login/", GIVEN | {"next": "https://evil.example/"})
    assert browser.post(PAGE, {"otp": code()})["Location"] == "/polls/"


def test_a_wrong_code_is_said_and_may_be_typed_anew(factor):
    browser = waiting()
    answer = browser.post(PAGE, {"otp": "123 456"})
    assert "This code is wrong" in answer.content.decode()
    blanks = f"{code()[:3]} {code()[3:]}"
    assert browser.post(PAGE, {"otp": blanks}).status_code == 302


def test_too_many_codes_are_answered_429(factor):
    browser = waiting()
    statuses = [browser.post(PAGE, {"otp": "000000"}).status_code for _ in range(12)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_without_a_right_password_there_is_nothing_to_type(db):
    browser = Client()
    assert browser.get(PAGE).status_code == 302
    browser.cookies["second_step"] = "made up"
    assert browser.post(PAGE, {"otp": "000000"}).status_code == 302


def test_a_new_password_ends_the_wait(factor, alice):
    browser = waiting()
    alice.set_password("another horse battery")
    alice.save()
    browser.post(PAGE, {"otp": code()})
    assert "_auth_user_id" not in browser.session


def test_a_deactivated_person_waits_in_vain(factor, alice):
    browser = waiting()
    User._base_manager.update(is_active=False)
    browser.post(PAGE, {"otp": code()})
    assert "_auth_user_id" not in browser.session
