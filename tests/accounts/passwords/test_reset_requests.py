"""Reset links: who gets one, and how often; strangers use up nobody's."""

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.passwords.links import reset_links
from tests.accounts.people.test_registration import link_in

RESET = "/accounts/password/reset/"
NEW_PASSWORD = "staple horse battery"
NEW = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}

pytestmark = pytest.mark.usefixtures("_mail_at_once")


def ask(email="alice@example.com", address="203.0.113.1"):
    return Client(REMOTE_ADDR=address).post(RESET, {"email": email})


@pytest.mark.parametrize(
    ("person", "mails"),
    [
        ({}, 1),
        ({"is_active": False}, 0),
        ({"password": "!"}, 0),
        ({"password": "!", "email_verified_at": timezone.now()}, 1),
        ({"password": "!", "email_verified_at": timezone.now(), "is_active": False}, 0),
        ({"email": ""}, 0),
    ],
)
def test_who_gets_a_link(alice, mailoutbox, person, mails):
    User._base_manager.update(**person)
    assert ask().status_code == 302
    assert len(mailoutbox) == mails


def test_a_person_who_came_by_a_social_account_sets_a_first_password(alice, mailoutbox):
    User._base_manager.update(password="!", email_verified_at=timezone.now())
    ask()
    browser = Client()
    form = browser.get(link_in(mailoutbox[0]))["Location"]
    assert browser.post(form, NEW)["Location"] == f"{RESET}done/"
    assert Client().login(username="alice", password=NEW_PASSWORD)


def test_strangers_elsewhere_do_not_use_up_the_owners(alice, mailoutbox):
    for _ in range(3):
        assert ask(address="203.0.113.9").status_code == 302
    assert ask(address="203.0.113.9").status_code == 429
    assert ask(address="198.51.100.1").status_code == 302
    assert len(mailoutbox) == 4


def test_a_crowd_of_strangers_floods_nobody_and_leaves_links_that_work(alice, mailoutbox):
    for number in range(15):
        assert ask(address=f"203.0.113.{number}").status_code == 302
    assert len(mailoutbox) == 10

    assert ask(address="198.51.100.1").status_code == 302  # the owner, who is told to look
    page = Client().get(link_in(mailoutbox[-1]), follow=True)

    assert page.context["validlink"] is True


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("/accounts/register/", {"username": "dora", "email": "alice@example.com"}),
        ("/accounts/code/", {"email": "alice@example.com"}),
    ],
)
def test_a_crowd_that_has_other_mails_sent_keeps_nobody_from_a_reset(
    alice, mailoutbox, settings, page, asked
):
    settings.SIGN_IN_CODES = True
    for number in range(11):
        status = Client(REMOTE_ADDR=f"203.0.113.{number}").post(page, asked).status_code
    assert status == 429  # the crowd has used all of these up
    mailoutbox.clear()
    assert ask(address="198.51.100.1").status_code == 302
    assert "/accounts/password/reset/" in link_in(mailoutbox[0])


def test_a_crowd_registers_nobody_out_of_their_mailbox_in_silence(db, mailoutbox):
    def register(number):
        asked = {"username": f"dora{number}", "email": "dora@example.com"}
        return Client(REMOTE_ADDR=f"203.0.113.{number}").post("/accounts/register/", asked)

    statuses = [register(number).status_code for number in range(11)]

    assert statuses == [302] * 10 + [429]
    assert len(mailoutbox) == 10


def test_a_link_outlives_a_sign_in(alice, mailoutbox):
    """A thief who knows the password could end every link by signing in."""
    ask()
    token = link_in(mailoutbox[0]).split("/")[-2]
    User.objects.update(last_login=timezone.now())
    assert reset_links.check_token(User.objects.get(), token)


def test_another_kind_of_link_sets_no_password(alice):
    assert not reset_links.check_token(alice, default_token_generator.make_token(alice))
