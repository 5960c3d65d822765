"""A weak password, or one that a stranger sent, makes nobody."""

import pytest
from django.test import Client

from accounts.models import User
from tests.accounts.people.test_registration import CHOICE, link_in, register
from tests.conftest import PASSWORD


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
