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


@pytest.mark.parametrize("weak", ["12345", "password", "dora@example.com"])
def test_a_weak_password_is_refused_at_the_link_and_to_clients_that_send_it_before(
    db, mailoutbox, weak
):
    weak = {"password1": weak, "password2": weak}
    assert register(**weak).context["form"].errors
    register()
    page = Client().post(link_in(mailoutbox[0]), weak)
    assert page.context["form"].errors
    assert not User.objects.exists()


@pytest.mark.parametrize("wrong", [{}, {"password1": PASSWORD}, CHOICE | {"password2": "other"}])
def test_without_a_password_that_was_typed_twice_nobody_is_made(db, mailoutbox, wrong):
    register()
    assert Client().post(link_in(mailoutbox[0]), wrong).context["form"].errors
    assert not User.objects.exists()


def test_a_password_that_a_stranger_sent_opens_nothing(db, mailoutbox):
    strangers = "a stranger's password"
    register(password1=strangers, password2=strangers)
    link = link_in(mailoutbox[0])
    assert Client().post(link).status_code == 200
    assert not User.objects.exists()

    Client().post(link, CHOICE)

    assert not Client().login(username="dora", password=strangers)
    assert Client().login(username="dora", password=PASSWORD)
