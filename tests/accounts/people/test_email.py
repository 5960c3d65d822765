"""Another address counts once its owner, signed in, has confirmed it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import credentials, mail
from accounts.models import User
from tests.accounts.people.test_registration import link_in
from tests.conftest import PASSWORD

EMAIL = "/accounts/email/"


def ask(browser, email="new@example.com", password=PASSWORD):
    answer = browser.post(EMAIL, {"email": email, "password": password})
    mail._sender.submit(lambda: None).result()
    return answer


@pytest.fixture
def browser(alice, browser_as):
    return browser_as(alice)


def confirm(browser, message):
    answer = browser.post(link_in(message))
    mail._sender.submit(lambda: None).result()
    return answer


def test_it_counts_once_it_was_confirmed(alice, browser, mailoutbox):
    assert ask(browser).status_code == 302
    assert mailoutbox[0].to == ["new@example.com"]

    page = browser.get(link_in(mailoutbox[0]))
    assert "new@example.com" in page.content.decode()
    alice.refresh_from_db()
    assert alice.email == "alice@example.com"  # a mail scanner follows links, too

    assert confirm(browser, mailoutbox[0])["Location"] == "/accounts/profile/"
    alice.refresh_from_db()
    assert alice.email == "new@example.com"
    assert timezone.now() - alice.email_verified_at < timedelta(minutes=1)


def test_the_old_address_is_told(alice, browser, mailoutbox):
    ask(browser)
    confirm(browser, mailoutbox[0])
    assert [message.to for message in mailoutbox] == [["new@example.com"], ["alice@example.com"]]
    assert "has changed" in mailoutbox[1].body
    assert "new@example.com" not in mailoutbox[1].body


def test_an_address_that_staff_entered_is_confirmed_by_entering_it_again(
    alice, browser, mailoutbox
):
    assert alice.email_verified_at is None
    ask(browser, "alice@example.com")
    confirm(browser, mailoutbox[0])
    alice.refresh_from_db()
    assert alice.email_verified_at
    assert len(mailoutbox) == 1


def test_it_needs_the_password(browser, mailoutbox):
    answer = ask(browser, password="wrong")
    assert "entered incorrectly" in answer.content.decode()
    assert not mailoutbox


def test_one_of_somebody_else_is_told_in_the_mail_only(bob, browser, mailoutbox):
    assert ask(browser, "BOB@example.com").status_code == 302
    assert "/accounts/email/" not in mailoutbox[0].body


def test_the_mail_carries_nothing_that_its_sender_chose(alice, browser, mailoutbox):
    User.objects.update(username="win-100-eur.at-evil.example")
    ask(browser)
    assert len(mailoutbox) == 1
    assert "evil" not in mailoutbox[0].subject + mailoutbox[0].body


def test_its_asker_alone_can_confirm_it(bob, browser, browser_as, mailoutbox):
    ask(browser)
    assert confirm(browser_as(bob), mailoutbox[0]).status_code == 410
    bob.refresh_from_db()
    assert bob.email == "bob@example.com"
    signed_out = Client().get(link_in(mailoutbox[0]))
    assert signed_out["Location"].startswith("/accounts/auth/")


def change_the_password(alice):
    alice.set_password("staple horse battery")
    alice.save()


def disable_the_password(alice):
    alice.set_unusable_password()
    alice.save()


def change_the_password_by_queryset(alice):
    User.objects.update(password="another")


def change_the_password_by_sql(alice):
    User._base_manager.update(password="another")


def end_all_access(alice):
    credentials.end_access(alice, now=timezone.now())


def use_it(alice):
    alice.email, alice.email_verified_at = "new@example.com", timezone.now()
    alice.save()


def get_another(alice):
    alice.email = "third@example.com"
    alice.save()


@pytest.mark.parametrize(
    "end",
    [
        change_the_password,
        disable_the_password,
        change_the_password_by_queryset,
        change_the_password_by_sql,
        end_all_access,
        use_it,
        get_another,
    ],
)
def test_the_link_ends(alice, browser, browser_as, mailoutbox, end):
    ask(browser)
    alice = User.objects.get(pk=alice.pk)
    end(alice)
    before = User.objects.get(pk=alice.pk).email

    answer = confirm(browser_as(User.objects.get(pk=alice.pk)), mailoutbox[0])

    assert answer.status_code == 410
    assert User.objects.get(pk=alice.pk).email == before


def test_one_taken_meanwhile_is_refused(alice, bob, browser, mailoutbox):
    ask(browser)
    bob.email = "New@example.com"
    bob.save()
    assert confirm(browser, mailoutbox[0]).status_code == 410
    alice.refresh_from_db()
    assert alice.email == "alice@example.com"
