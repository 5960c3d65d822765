import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import mail
from accounts.models import Registration, User
from accounts.people import registration
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


@pytest.mark.parametrize(
    "taken",
    [
        {"username": "alice"},
        {"username": "ALICE"},
        {"email": "alice@example.com"},
        {"email": "Alice@Example.com"},
        {"username": "alice", "email": "alice@example.com"},
    ],
)
def test_who_is_there_already_is_told_in_the_mail_only(alice, mailoutbox, taken):
    known, unknown = register(**taken), register(username="erik", email="erik@example.com")
    assert known.status_code == unknown.status_code == 302
    assert known["Location"] == unknown["Location"]
    assert len(mailoutbox) == 2
    assert "/accounts/register/" not in mailoutbox[0].body.replace("/accounts/register/ ", "")
    assert User.objects.count() == 1


def test_a_name_taken_meanwhile_makes_no_second_user(make_user, mailoutbox):
    register()
    make_user("Dora")
    assert Client().post(link_in(mailoutbox[0]), CHOICE).status_code == 410
    assert User.objects.count() == 1


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


@pytest.mark.parametrize("taken", [{}, {"username": "alice"}])
def test_the_mail_carries_nothing_that_its_sender_chose(alice, mailoutbox, taken):
    """Mail programs make a link of a name with a dot in it."""
    name = "win-100-eur.at-evil.example"
    User.objects.filter(username="alice").update(username=name)
    register(username=name if taken else "another-evil.example", email="mallory@example.net")
    assert "evil" not in mailoutbox[0].subject + mailoutbox[0].body


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


def test_nobody_is_flooded_with_mail(db, mailoutbox):
    answers = [register(username=f"dora{n}") for n in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]


def test_a_form_that_was_wrong_does_not_count_as_a_mail(db):
    for _ in range(5):
        register(username="a b")
    assert register().status_code == 302


def test_two_people_may_do_without_an_address(make_user):
    make_user("erik")
    make_user("fred")
    assert registration.existing_user(username="nobody", email="x@example.com") is None
