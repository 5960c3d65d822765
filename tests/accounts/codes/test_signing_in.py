"""A code that is mailed signs its person in: once, for ten minutes, in the browser that asked."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts import checks
from accounts.codes import one_time
from accounts.models import SignInCode, User
from accounts.trail.models import Entry
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


def test_the_mail_has_the_code_and_no_link_in_text_and_html_in_both_languages(
    alice, browser, mailoutbox
):
    ask(browser)
    (message,) = mailoutbox
    html = message.alternatives[0].content
    assert message.to == [EMAIL]
    assert not re.search(r"\d", message.subject)
    assert "http" not in message.body
    assert "within ten minutes" in message.body
    assert re.search(r"\d{4} \d{4}", html)
    User._base_manager.update(language="de")
    ask(browser)
    assert "Code" in mailoutbox[0].subject
    assert "innerhalb von zehn Minuten" in mailoutbox[0].body


def test_what_the_database_and_the_cookie_hold_tells_no_code(alice, browser):
    code = ask(browser)
    row = SignInCode.objects.get()
    cookie = browser.cookies["sign_in_code"].value
    assert code not in f"{row.__dict__} {cookie}"
    assert row.digest != one_time.digest_of(code, alice, "of another browser")


# Once, not for long, and here -----------------------------------------------------------------


@pytest.mark.parametrize("door", [by_page, by_json])
def test_it_works_once(alice, browser, door):
    code = ask(browser)
    cookie = browser.cookies["sign_in_code"].value
    assert door(browser, code) == "in"
    again = Client()
    again.cookies["sign_in_code"] = cookie
    assert door(again, code).startswith("400" if door is by_json else "200 This code is wrong")


def test_of_two_that_bring_it_at_once_one_gets_in(alice):
    code = one_time.make(alice, "a browser", now=timezone.now())
    row = one_time.find("a browser", now=timezone.now())
    assert one_time.is_right(code, row, "a browser")
    assert [one_time.take(row), one_time.take(row)] == [True, False]


@pytest.mark.parametrize(("minutes", "is_found"), [(9, True), (10, False), (-2, False)])
def test_it_works_for_ten_minutes(alice, minutes, is_found):
    one_time.make(alice, "a browser", now=timezone.now())
    later = timezone.now() + timedelta(minutes=minutes)
    assert (one_time.find("a browser", now=later) is not None) is is_found


def test_it_works_in_no_other_browser(alice, browser):
    code = ask(browser)
    assert by_page(Client(), code) == ASK
    assert by_json(Client(), code) == INVALID
    stranger = Client()
    ask(stranger)
    assert by_json(stranger, code) == INVALID
    assert by_json(browser, code) == "in"


def test_a_new_one_ends_the_one_before_it_in_the_same_browser(alice, browser):
    first, second = ask(browser), ask(browser)
    assert SignInCode.objects.count() == 1
    assert by_json(browser, first) == INVALID
    assert by_json(browser, second) == "in"


def test_a_right_one_is_no_guess(alice, settings):
    settings.ATTEMPT_LIMITS = {"sign_in_codes": (1, 3600)}
    for browser in (Client(), Client()):
        assert by_json(browser, ask(browser)) == "in"


def test_it_lets_nobody_in_who_is_inactive_by_then(alice, browser):
    code = ask(browser)
    User._base_manager.update(is_active=False)  # which ends no access by itself
    assert by_json(browser, code) == INVALID


def test_what_nobody_used_is_pruned(alice, browser):
    ask(browser)
    call_command("prune_tokens")
    assert SignInCode.objects.exists()
    SignInCode.objects.update(made_at=timezone.now() - one_time.LIFETIME)
    call_command("prune_tokens")
    assert not SignInCode.objects.exists()


# People who get one ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "is_mailed"),
    [
        ({}, True),
        ({"is_active": False}, False),
        ({"email_verified_at": None}, False),
        ({"password": "!"}, True),
        ({"email": "a@example.com", "email_key": "a@example.com"}, False),
    ],
)
def test_only_an_active_person_with_a_confirmed_address_gets_one(
    alice, browser, mailoutbox, change, is_mailed
):
    User._base_manager.filter(pk=alice.pk).update(**change)
    code = ask(browser)
    assert bool(mailoutbox) is is_mailed
    assert by_json(browser, code) == ("in" if is_mailed else INVALID)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", [ASK, CONFIRM])
def test_it_is_off_unless_the_site_says_so(alice, settings, browser, path, method):
    assert "/accounts/code/" in browser.get("/accounts/auth/").text
    settings.SIGN_IN_CODES = False
    assert getattr(browser, method)(path, {"email": EMAIL}).status_code == 404
    assert "/accounts/code/" not in browser.get("/accounts/auth/").text
    assert browser.post(path, {"code": "1"}, "application/json").status_code == 404


@pytest.mark.parametrize("is_on", [True, False])
def test_a_site_that_mails_nothing_does_not_start_with_it(settings, is_on):
    settings.SIGN_IN_CODES = is_on
    assert checks.check_codes_can_be_mailed() == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    found = [error.id for error in checks.check_codes_can_be_mailed()]
    assert found == (["accounts.E013"] if is_on else [])


def test_a_form_of_another_site_is_refused(alice):
    browser = Client(enforce_csrf_checks=True)
    for path, data in [(ASK, {"email": EMAIL}), (CONFIRM, {"code": "1"})]:
        assert browser.post(path, data).status_code == 403
        assert browser.post(path, data, "application/json").status_code == 403


def test_the_trail_has_wrong_codes_and_the_sign_in(alice, browser):
    code = ask(browser)
    by_json(browser, "1")
    by_json(browser, code)
    kinds = Entry.objects.filter(user_id=alice.pk).values_list("event", flat=True)
    assert {"code_refused", "signed_in"} <= set(kinds)
    assert code not in str(list(Entry.objects.values()))


def test_who_is_signed_in_as_another_is_signed_in_anew(alice, bob):
    browser = Client()
    browser.post("/accounts/login/", {"username": "bob", "password": PASSWORD})
    before = browser.cookies["sessionid"].value
    browser.post(CONFIRM, {"code": ask(browser)})
    assert browser.cookies["sessionid"].value != before
    assert browser.get("/accounts/api/me").json()["user"]["username"] == "alice"
