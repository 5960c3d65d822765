import re

import pytest
from django.contrib.auth.hashers import get_hasher, identify_hasher
from django.test import Client

from accounts import mail
from tests.conftest import PASSWORD

CHANGE = "/accounts/password/change/"
RESET = "/accounts/password/reset/"
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


def ask_for_reset(browser, email):
    answer = browser.post(RESET, {"email": email})
    mail._sender.submit(lambda: None).result()  # the mails before this one are out
    return answer


def test_a_reset_by_mail_sets_a_new_password_and_ends_access(alice, api_as, mailoutbox):
    browser = Client()
    ask_for_reset(browser, "ALICE@example.com")
    assert mailoutbox[0].to == ["alice@example.com"]
    link = re.search(r"https?://[^/\s]+(/accounts/password/reset/\S+)", mailoutbox[0].body)[1]
    page = browser.get(link, follow=True)
    assert link.split("/")[-2] not in page.request["PATH_INFO"]  # not in the Referer either
    new = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    answer = browser.post(page.request["PATH_INFO"], new, follow=True)
    assert answer.status_code == 200
    assert Client().login(username="alice", password=NEW_PASSWORD)
    assert api_as(alice).get("/accounts/api/me").status_code == 401

    used = Client().get(link, follow=True)
    assert used.context["validlink"] is False


def test_a_weak_password_is_refused_at_reset_too(alice, mailoutbox):
    browser = Client()
    ask_for_reset(browser, "alice@example.com")
    link = re.search(r"https?://[^/\s]+(/accounts/\S+)", mailoutbox[0].body)[1]
    path = browser.get(link, follow=True).request["PATH_INFO"]
    answer = browser.post(path, {"new_password1": "12345", "new_password2": "12345"})
    assert answer.context["form"].errors


def test_known_and_unknown_addresses_are_answered_the_same(alice, mailoutbox):
    known = ask_for_reset(Client(), "alice@example.com")
    unknown = ask_for_reset(Client(), "nobody@example.com")
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    assert len(mailoutbox) == 1


def test_an_inactive_user_gets_no_reset(make_user, mailoutbox):
    make_user("ghost", email="ghost@example.com", is_active=False)
    ask_for_reset(Client(), "ghost@example.com")
    assert not mailoutbox


def test_nobody_is_flooded_with_mail(alice, mailoutbox):
    answers = [ask_for_reset(Client(), "alice@example.com") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert len(mailoutbox) == 3


def test_a_mail_server_that_is_down_is_logged_and_told_to_nobody(alice, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert ask_for_reset(Client(), "alice@example.com").status_code == 302
    assert "mail not sent" in caplog.text
