"""Sudo: what matters asks for a proof of the last 15 minutes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.conftest import PASSWORD

CONFIRM = "/accounts/confirm-access/"
NAMED = {"name": "a script"}


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
