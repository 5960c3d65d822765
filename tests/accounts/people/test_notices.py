"""People are warned by mail of what happens to their accounts, and nothing waits for the mail."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Token, User
from tests.accounts.passwords.test_guessing import by_form, by_json, by_token
from tests.conftest import PASSWORD

pytestmark = pytest.mark.usefixtures("_mail_at_once")

NEW = "a horse of another colour"
TOLD = ["New sign-in to your account"]
TOO_MANY = "Too many wrong passwords for your account"


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """``sent(do, …)``: the mails that ``do(…)`` has us send."""

    def of(do, *args):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            do(*args)
        return list(mail.outbox)

    return of


def subjects(mails):
    return [message.subject for message in mails]


@pytest.fixture
def seen(alice):
    """A browser in which Alice signed in, for the first time anywhere."""
    browser = Client()
    by_form(browser, "alice", PASSWORD)
    return browser


@pytest.mark.parametrize("door", [by_form, by_json])
def test_a_sign_in_from_a_new_browser_is_told_once(alice, seen, sent, door):
    assert subjects(sent(door, seen, "alice", PASSWORD)) == []
    stranger = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    (message,) = sent(door, stranger, "alice", PASSWORD)
    assert (subjects([message]), message.to) == (TOLD, ["alice@example.com"])
    assert "Address: 127.0.0.1" in message.body
    assert "Browser: Firefox, Linux" in message.body
    assert sent(door, stranger, "alice", PASSWORD) == []


def test_the_first_sign_in_of_all_is_not_told(alice, sent):
    assert sent(by_form, Client(), "alice", PASSWORD) == []


def change_password(browser):
    data = {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}
    browser.post("/accounts/password/change/", data)


def make_token(browser):
    browser.post("/accounts/api/tokens", {"name": "initial"}, content_type="application/json")


def make_token_on_page(browser):
    browser.post("/accounts/credentials/tokens/", {"name": "laptop"})


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (change_password, ["A new password for your account"]),
        (make_token, ["New token for your account"]),
        (make_token_on_page, ["New token for your account"]),
        (lambda browser: by_token(Client(), "alice", PASSWORD), []),
        (lambda browser: browser.post("/accounts/profile/", {"time_zone": "Europe/Berlin"}), []),
        (lambda browser: browser.get("/accounts/credentials/"), []),
    ],
    ids=["password", "token", "token on page", "get_auth_token", "profile", "looking"],
)
def test_alice_is_told_of_what_matters(alice, seen, sent, act, told):
    assert subjects(sent(act, seen)) == told


def test_staff_who_make_a_token_are_told_on(ada, alice, browser_as, sent):
    browser = browser_as(ada)
    (message,) = sent(browser.post, "/admin/accounts/token/add/", {"user": alice.pk})
    assert (subjects([message]), message.to) == (
        ["New token for your account"],
        ["alice@example.com"],
    )


def test_a_mail_has_the_same_words_as_html_and_one_link(alice, seen, sent):
    (message,) = sent(change_password, seen)
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    assert "The password of your account was changed." in html
    assert re.search(r'href="[^"]{1,99}/accounts/password/reset/"', html)
    assert html.count("<a ") == 1


def test_an_address_that_nobody_confirmed_gets_no_name(alice, seen, sent):
    (message,) = sent(change_password, seen)
    assert "alice" not in message.body
    User.objects.update(email_verified_at=timezone.now())
    (message,) = sent(by_form, Client(), "alice", NEW)
    assert "Account: alice" in message.body


GERMAN = {"Accept-Language": "de"}
WORDS = {"de": "Zu viele falsche Passwörter für dein Konto", "en": TOO_MANY}


def sign_in(browser):
    by_form(browser, "alice", PASSWORD)


def sign_in_by_script(browser):
    by_json(browser, "alice", PASSWORD)


def sign_in_then_by_a_script_that_asks_for_none(browser):
    sign_in(browser)
    for headers in ({}, {"Accept-Language": "*"}):
        by_json(Client(headers=headers), "alice", PASSWORD)


def choose_german(browser):
    sign_in(browser)
    browser.post("/language/", {"language": "de"})


def choose_what_is_none(browser):
    sign_in(browser)
    browser.post("/language/", {"language": "xx"})


@pytest.mark.parametrize(
    ("act", "headers", "language"),
    [
        (sign_in, GERMAN, "de"),
        (sign_in_by_script, GERMAN, "de"),
        (sign_in_then_by_a_script_that_asks_for_none, GERMAN, "de"),
        (sign_in, {}, "en"),
        (choose_german, {}, "de"),
        (choose_what_is_none, GERMAN, "de"),
    ],
)
def test_a_mail_is_in_the_language_of_its_reader(alice, sent, act, headers, language):
    act(Client(headers=headers))
    (message,) = sent(guess, 12)  # by somebody who speaks English
    assert message.subject == WORDS[language]
    assert f'lang="{language}"' in message.alternatives[0][0]


def test_a_mail_to_somebody_who_never_signed_in_is_in_that_of_the_request(alice, sent):
    german = Client(headers=GERMAN)
    (message,) = sent(german.post, "/accounts/password/reset/", {"email": "alice@example.com"})
    assert message.subject == "Neues Passwort wählen"


def test_one_setting_switches_them_off(alice, seen, sent, settings):
    settings.SECURITY_MAILS = False
    assert sent(by_form, Client(), "alice", PASSWORD) == []


def test_a_mail_that_cannot_be_sent_breaks_nothing(alice, seen, sent, settings, caplog):
    settings.EMAIL_BACKEND = "tests.accounts.people.no_such_backend"
    assert sent(change_password, seen) == []
    assert User.objects.get().check_password(NEW)
    assert "mail not sent" in caplog.text


def test_nobody_is_told_of_what_was_rolled_back(alice, seen, sent, monkeypatch):
    monkeypatch.setattr(Token, "save", lambda *args, **kwargs: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        sent(make_token, seen)
    assert mail.outbox == []


def guess(times):
    for _ in range(times):
        by_token(Client(), "alice", "wrong")


def test_a_lock_is_told_with_a_link_to_a_new_password(alice, seen, sent):
    (message,) = sent(guess, 12)
    assert message.subject == TOO_MANY
    path = re.search(r"(/accounts/password/reset/\S{1,200})", message.body)[1]
    browser = Client()
    form = browser.get(path, follow=True)
    data = {"new_password1": NEW, "new_password2": NEW}
    assert browser.post(form.redirect_chain[-1][0], data).status_code == 302
    assert User.objects.get().check_password(NEW)


def test_a_lock_is_told_once_an_hour_and_uses_up_nothing(alice, seen, sent):
    assert len(sent(guess, 30)) == 1
    asked = sent(Client().post, "/accounts/password/reset/", {"email": "alice@example.com"})
    assert subjects(asked) == ["Choose a new password"]
    assert sent(guess, 30) == []


def test_a_lock_on_nobodys_name_is_told_to_nobody(alice, sent):
    for _ in range(12):
        assert sent(by_token, Client(), "nobody", "wrong") == []
