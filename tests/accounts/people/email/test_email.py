"""Another address counts once its owner, signed in, has confirmed it."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from tests.accounts.people.email.conftest import ask, confirm
from tests.accounts.people.test_registration import link_in


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
