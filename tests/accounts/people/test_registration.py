"""Choosing a password makes the user; what is wrong on the form is told."""

import re

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts import mail
from accounts.models import User
from tests.conftest import PASSWORD

REGISTER = "/accounts/register/"
CHOICE = {"password1": PASSWORD, "password2": PASSWORD}


def register(browser=None, **changes):
    form = {"username": "dora", "email": "dora@example.com"}
    answer = (browser or Client()).post(REGISTER, form | changes)
    mail._sender.submit(lambda: None).result()
    return answer


def link_in(message) -> str:
    return re.search(r"https?://[^/\s]+(/accounts/\S+)", message.body)[1]


def test_choosing_a_password_makes_the_user_signs_in_and_shows_the_first_key(db, mailoutbox):
    browser = Client()
    assert register(browser)["Location"] == "/accounts/register/sent/"
    assert not User.objects.exists()

    page = browser.get(link_in(mailoutbox[0]))
    assert "dora" in page.content.decode()
    assert not User.objects.exists()  # a mail scanner follows links too

    done = browser.post(link_in(mailoutbox[0]), CHOICE)
    assert "no-store" in done["Cache-Control"]
    key = re.search(r"dar_\w{38}", done.content.decode())[0]
    headers = {"Authorization": f"Token {key}"}
    assert APIClient(headers=headers).get("/accounts/api/me").json()["user"]["username"] == "dora"
    assert browser.get("/accounts/api/me").status_code == 200
    assert User.objects.get().email_verified_at
    assert Client().login(username="dora", password=PASSWORD)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password1", "12345"),
        ("password2", "something else"),
        ("password1", PASSWORD),
        ("email", ""),
        ("email", "nonsense"),
        ("username", ""),
        ("username", "a b"),
        ("username", "x" * 151),
        ("username", "nul\x00"),
    ],
)
def test_a_form_that_is_wrong_is_shown_again(db, mailoutbox, field, value):
    answer = register(**{field: value})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert PASSWORD not in answer.content.decode()
    assert not mailoutbox
