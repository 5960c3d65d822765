"""A mail leads to a new password, for those who have an address."""

import re

from django.test import Client

from accounts import mail
from tests.accounts.passwords.test_passwords import NEW_PASSWORD

RESET = "/accounts/password/reset/"


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
