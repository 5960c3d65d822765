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


def register(browser=None, **changes):
    form = {
        "username": "dora",
        "email": "dora@example.com",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    answer = (browser or Client()).post(REGISTER, form | changes)
    mail._sender.submit(lambda: None).result()
    return answer


def link_in(message) -> str:
    return re.search(r"http://testserver(/accounts/\S+)", message.body)[1]


def test_following_the_link_makes_the_user_signs_in_and_shows_the_first_key(db, mailoutbox):
    browser = Client()
    assert register(browser)["Location"] == "/accounts/register/sent/"
    assert not User.objects.exists()

    page = browser.get(link_in(mailoutbox[0]))
    assert "dora" in page.content.decode()
    assert not User.objects.exists()  # a mail scanner follows links too

    done = browser.post(link_in(mailoutbox[0]))
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
    assert Client().post(link).status_code == 200
    assert Client().post(link).status_code == 410
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
    assert Client().post(link_in(mailoutbox[0])).status_code == 410
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("password1", "12345"),
        ("password2", "something else"),
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


@pytest.mark.parametrize("weak", ["12345", "password"])
def test_a_weak_password_is_refused(db, weak):
    assert register(password1=weak, password2=weak).context["form"].errors


def test_nobody_is_flooded_with_mail(db, mailoutbox):
    answers = [register(username=f"dora{n}") for n in range(4)]
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]


def test_a_form_that_was_wrong_does_not_count_as_a_mail(db):
    for _ in range(5):
        register(password2="something else")
    assert register().status_code == 302


def test_two_people_may_do_without_an_address(make_user):
    make_user("erik")
    make_user("fred")
    assert registration.existing_user(username="nobody", email="x@example.com") is None


class TestAnotherAddress:
    def ask(self, browser, email="new@example.com", password=PASSWORD):
        answer = browser.post("/accounts/email/", {"email": email, "password": password})
        mail._sender.submit(lambda: None).result()
        return answer

    def test_counts_once_its_owner_followed_the_link(self, alice, browser_as, mailoutbox):
        browser = browser_as(alice)
        assert self.ask(browser).status_code == 302
        assert mailoutbox[0].to == ["new@example.com"]
        alice.refresh_from_db()
        assert alice.email == "alice@example.com"

        browser.get(link_in(mailoutbox[0]))
        alice.refresh_from_db()
        assert alice.email == "new@example.com"
        assert timezone.now() - alice.email_verified_at < timedelta(minutes=1)

    def test_needs_the_password(self, alice, browser_as, mailoutbox):
        answer = self.ask(browser_as(alice), password="wrong")
        assert "entered incorrectly" in answer.content.decode()
        assert not mailoutbox

    def test_of_somebody_else_is_told_in_the_mail_only(self, alice, bob, browser_as, mailoutbox):
        assert self.ask(browser_as(alice), "BOB@example.com").status_code == 302
        assert "/accounts/email/" not in mailoutbox[0].body

    def test_can_be_confirmed_by_its_asker_only(self, alice, bob, browser_as, mailoutbox):
        self.ask(browser_as(alice))
        browser_as(bob).get(link_in(mailoutbox[0]))
        bob.refresh_from_db()
        assert bob.email == "bob@example.com"
        signed_out = Client().get(link_in(mailoutbox[0]))
        assert signed_out["Location"].startswith("/accounts/auth/")

    def test_taken_meanwhile_is_refused(self, alice, bob, browser_as, mailoutbox):
        browser = browser_as(alice)
        self.ask(browser)
        bob.email = "New@example.com"
        bob.save()
        browser.get(link_in(mailoutbox[0]))
        alice.refresh_from_db()
        assert alice.email == "alice@example.com"
