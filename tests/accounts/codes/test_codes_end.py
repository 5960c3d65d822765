"""A mailed code works once, for ten minutes, in the browser that asked."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.codes import one_time
from accounts.models import SignInCode, User
from tests.accounts.codes.conftest import ASK, ask, by_json, by_page
from tests.accounts.codes.test_signing_in import INVALID


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
