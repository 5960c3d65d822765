"""The link of the mail makes one user, once, and ends."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import mail
from accounts.models import Registration, User
from accounts.people.registration import rules as registration
from tests.accounts.people.test_registration import CHOICE, REGISTER, link_in, register


def test_the_link_works_once(db, mailoutbox):
    register()
    link = link_in(mailoutbox[0])
    assert Client().post(link, CHOICE).status_code == 200
    assert Client().post(link, CHOICE).status_code == 410
    assert Client().get(link).status_code == 410
    assert User.objects.count() == 1


def test_the_link_ends(db, mailoutbox, monkeypatch):
    register()
    monkeypatch.setattr(Registration, "LIFETIME", timedelta(0))
    assert Client().get(link_in(mailoutbox[0])).status_code == 410


@pytest.mark.parametrize("code", ["x", "1:2:3", "é"])
def test_a_made_up_link_leads_nowhere(db, code):
    assert Client().get(f"{REGISTER}{code}/").status_code == 410
    assert Client().post(f"{REGISTER}{code}/").status_code == 410


def test_a_name_taken_meanwhile_makes_no_second_user(make_user, mailoutbox):
    register()
    make_user("Dora")
    assert Client().post(link_in(mailoutbox[0]), CHOICE).status_code == 410
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("issuer", "site"),
    [
        ("https://polls.example.com", "https://polls.example.com"),
        ("https://polls.example.com/", "https://polls.example.com"),
        (None, "http://testserver"),
    ],
)
def test_links_lead_to_the_sites_own_address_if_the_project_names_it(rf, settings, issuer, site):
    settings.ISSUER = issuer
    link = mail.link(rf.get("/"), "accounts:email_confirm", "a-code")
    assert link == f"{site}/accounts/email/a-code/"


def test_of_two_who_open_the_link_at_once_one_is_made(db, mailoutbox):
    register()
    code = link_in(mailoutbox[0]).split("/")[-2]
    first, second = registration.find(code), registration.find(code)
    registration.confirm(first, registration.user_of(first), now=timezone.now())
    with pytest.raises(registration.Taken):
        registration.confirm(second, registration.user_of(second), now=timezone.now())
