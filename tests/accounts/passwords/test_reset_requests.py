"""A link to a new password is for those who can have one."""

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.utils import timezone

from accounts.models import User
from accounts.passwords.links import reset_links
from tests.accounts.people.test_registration import link_in

pytestmark = pytest.mark.usefixtures("_mail_at_once")

RESET = "/accounts/password/reset/"
NEW_PASSWORD = "staple horse battery"
NEW = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}


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


def test_a_link_outlives_a_sign_in(alice, mailoutbox):
    """A thief who knows the password could end every link by signing in."""
    ask()
    token = link_in(mailoutbox[0]).split("/")[-2]
    User.objects.update(last_login=timezone.now())
    assert reset_links.check_token(User.objects.get(), token)


def test_another_kind_of_link_sets_no_password(alice):
    assert not reset_links.check_token(alice, default_token_generator.make_token(alice))
