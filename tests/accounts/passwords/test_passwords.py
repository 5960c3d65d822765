"""A new password is strong, and the one before it is asked for."""

import pytest
from django.contrib.auth.hashers import get_hasher, identify_hasher
from django.test import Client

from tests.conftest import PASSWORD

CHANGE = "/accounts/password/change/"
NEW_PASSWORD = "staple horse battery"
WEAK = ["12345", "password", "password123", "1234567890123", "alice@example.co", "short"]


@pytest.mark.usefixtures("real_hashes")
def test_new_passwords_are_argon2id_with_owasps_parameters(alice):
    summary = get_hasher().safe_summary(alice.password)
    assert identify_hasher(alice.password).algorithm == "argon2"
    shown = {str(key): value for key, value in summary.items()}
    assert shown["variety"] == "argon2id"
    assert (shown["memory cost"], shown["time cost"], shown["parallelism"]) == (19456, 2, 1)


def change(browser, old, new, again=None):
    again = new if again is None else again
    return browser.post(CHANGE, {"old_password": old, "new_password1": new, "new_password2": again})


@pytest.mark.parametrize("weak", WEAK)
def test_a_weak_password_is_refused(alice, browser_as, weak):
    answer = change(browser_as(alice), PASSWORD, weak)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_two_different_new_passwords_are_refused(alice, browser_as):
    answer = change(browser_as(alice), PASSWORD, NEW_PASSWORD, "another one entirely")
    assert answer.context["form"].errors


def test_a_changed_password_counts_from_now_on(alice, browser_as):
    assert change(browser_as(alice), PASSWORD, NEW_PASSWORD).status_code == 302
    assert not Client().login(username="alice", password=PASSWORD)
    assert Client().login(username="alice", password=NEW_PASSWORD)


def test_the_current_password_cannot_be_guessed_from_a_stolen_session(alice, browser_as):
    browser = browser_as(alice)
    for _ in range(10):
        assert change(browser, "wrong", NEW_PASSWORD).status_code == 200
    refused = change(browser, PASSWORD, NEW_PASSWORD)
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert "Too many attempts" in refused.content.decode()


def test_the_password_pages_are_for_signed_in_people(db, browser):
    answer = browser.get(CHANGE)
    assert answer["Location"] == f"/accounts/auth/?next={CHANGE}"
