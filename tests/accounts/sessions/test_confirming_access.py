"""Sudo: what matters asks for a proof of the last 15 minutes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Token, User
from tests.accounts.second_factor.conftest import code
from tests.conftest import PASSWORD

CONFIRM = "/accounts/confirm-access/"
NAMED = {"name": "a script"}


@pytest.fixture
def stale(alice, browser_as):
    """Alice's browser, an hour after she signed in."""
    browser = browser_as(alice)
    session = browser.session
    at = timezone.now() - timedelta(hours=1)
    session["_opened"] = session["_opened"] | {"at": at.isoformat()}
    session.save()
    return browser


@pytest.mark.parametrize(
    ("method", "path", "back"),
    [
        ("post", "/accounts/credentials/tokens/", "/accounts/credentials/"),
        ("post", "/accounts/credentials/social/1/revoke/", "/accounts/credentials/"),
        ("post", "/accounts/credentials/second-factor/app/revoke/", "/accounts/credentials/"),
        ("get", "/accounts/second-factor/app/", "/accounts/second-factor/app/"),
        ("post", "/accounts/second-factor/app/", "/accounts/second-factor/app/"),
        ("post", "/accounts/second-factor/codes/", "/accounts/second-factor/"),
        ("post", "/accounts/second-factor/off/", "/accounts/second-factor/off/"),
    ],
)
def test_pages_that_matter_ask_first(stale, method, path, back):
    answer = getattr(stale, method)(path)
    assert answer.status_code == 302
    assert answer["Location"].startswith(CONFIRM)
    assert answer["Location"].endswith(f"next={back.replace('/', '%2F')}")


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/accounts/api/tokens"),
        ("delete", "/accounts/api/social/1"),
        ("delete", "/accounts/api/social"),
        ("post", "/accounts/api/second-factor/setup"),
        ("post", "/accounts/api/second-factor/setup/confirm"),
        ("post", "/accounts/api/second-factor/recovery-codes"),
        ("delete", "/accounts/api/second-factor/app"),
        ("delete", "/accounts/api/second-factor"),
    ],
)
def test_the_api_answers_403_to_a_session(stale, method, path):
    answer = getattr(stale, method)(path, NAMED, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")


def test_the_password_opens_it_for_a_while(stale, alice):
    page = stale.get(f"{CONFIRM}?next=/accounts/second-factor/app/")
    assert "no-store" in page["Cache-Control"]
    form = {"password": PASSWORD, "next": "/accounts/second-factor/app/"}
    assert "password was entered incorrectly" in (
        stale.post(CONFIRM, form | {"password": "wrong"}).content.decode()
    )
    assert stale.get("/accounts/second-factor/app/").status_code == 302
    assert stale.post(CONFIRM, form)["Location"] == form["next"]
    assert stale.get("/accounts/second-factor/app/").status_code == 200
    assert stale.post("/accounts/api/tokens", NAMED, "application/json").status_code == 201

    session = stale.session
    session["_confirmed_at"] = (timezone.now() - timedelta(minutes=16)).isoformat()
    session.save()
    assert stale.get("/accounts/second-factor/app/").status_code == 302


def test_it_leads_to_no_other_site(stale):
    form = {"password": PASSWORD, "next": "https://evil.example/"}
    assert stale.post(CONFIRM, form)["Location"] == "/polls/"


def test_a_program_confirms_by_json(stale):
    wrong = stale.post(CONFIRM, {"password": "wrong"}, "application/json")
    assert wrong.status_code == 400
    done = stale.post(CONFIRM, {"password": PASSWORD}, "application/json")
    assert done.status_code == 200
    assert stale.post("/accounts/api/tokens", NAMED, "application/json").status_code == 201


API = "/accounts/api/confirm-access"
BY_CODE = "/accounts/api/second-factor/confirm-access"


def test_a_program_confirms_by_the_api_with_a_password_or_a_code(stale, factor):
    for path, wrong, right in [
        (API, {"password": "wrong"}, {"password": PASSWORD}),
        (BY_CODE, {"otp": "000000"}, {"otp": code()}),
    ]:
        session = stale.session
        session.pop("_confirmed_at", None)
        session.save()
        assert stale.post(path, wrong, "application/json").status_code == 400
        assert stale.post("/accounts/api/tokens", NAMED, "application/json").status_code == 403
        assert stale.post(path, right, "application/json").status_code == 200
        assert stale.post("/accounts/api/tokens", NAMED, "application/json").status_code == 201


def test_a_token_has_nothing_to_confirm(alice, factor, api_as):
    for path, given in [(API, {"password": PASSWORD}), (BY_CODE, {"otp": code()})]:
        answer = api_as(alice).post(path, given)
        assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")


def test_a_code_of_the_second_factor_does_as_well(stale, factor):
    assert "second-factor/confirm/" in stale.get(CONFIRM).content.decode()
    where = "/accounts/second-factor/confirm/"
    form = {"otp": code(), "next": "/accounts/profile/"}
    assert stale.post(where, form | {"otp": "000000"}).status_code == 200
    assert stale.post(where, {"otp": "000000"}, "application/json").status_code == 400
    assert stale.post(where, {"otp": code(steps=-1)}, "application/json").status_code == 200
    assert stale.post(where, form)["Location"] == "/accounts/profile/"
    assert stale.get("/accounts/second-factor/app/").status_code == 200


def test_guesses_there_count(stale):
    statuses = [stale.post(CONFIRM, {"password": "wrong"}).status_code for _ in range(12)]
    assert statuses[0] == 200
    assert statuses[-1] == 429


def test_somebody_with_neither_signs_in_again(stale, alice):
    User._base_manager.update(password="!")
    browser = Client()
    browser.force_login(User.objects.get())
    answer = browser.get(f"{CONFIRM}?next=/accounts/credentials/")
    assert answer["Location"] == "/accounts/auth/?next=/accounts/credentials/"


def test_somebody_without_a_password_confirms_by_their_second_factor(stale, factor):
    User._base_manager.update(password="!")
    browser = Client()
    browser.force_login(User.objects.get())
    session = browser.session
    at = timezone.now() - timedelta(hours=1)
    session["_opened"] = session["_opened"] | {"at": at.isoformat()}
    session.save()
    answer = browser.get("/accounts/email/")
    assert answer["Location"] == f"{CONFIRM}?next=%2Faccounts%2Femail%2F"
    assert "second-factor/confirm/" in browser.get(answer["Location"]).content.decode()


def test_a_token_still_makes_tokens_that_end_with_it(alice, api_as):
    assert api_as(alice).post("/accounts/api/tokens", NAMED).status_code == 201
    assert Token.objects.filter(parent=alice.initial_token).exists()


def test_signed_out_there_is_nothing_to_confirm(db):
    assert Client().get(CONFIRM).status_code == 302
    assert Client().post(CONFIRM, {}, "application/json").status_code in {401, 403}
