"""A passkey signs in without a password."""

import pytest
from django.test import Client
from webauthn.helpers import bytes_to_base64url as b64

from accounts.models import User
from accounts.second_factor import factors
from accounts.second_factor.models import Passkey
from tests.accounts.second_factor.passkeys import JSON, PAGES, Device, add, sign_in
from tests.conftest import PASSWORD


def test_a_passkey_signs_in_without_a_password_and_turns_the_factor_on(alice, device):
    browser = Client()
    answer = sign_in(device, browser, next="/accounts/profile/")
    assert answer.json()["user"]["username"] == "alice"
    assert answer.json()["next"] == "/accounts/profile/"
    assert "no-store" in answer["Cache-Control"]
    assert browser.get("/accounts/api/me").status_code == 200
    assert sign_in(device, next="https://evil.example/").json()["next"] == "/polls/"
    given = {"username": "alice", "password": PASSWORD}
    refused = Client().post("/accounts/login/", given, JSON)
    assert refused.json()["code"] == "otp_required"


def test_the_first_factor_brings_recovery_codes_and_the_next_none(alice, browser_as):
    browser = browser_as(alice)
    first = add(browser, Device())
    assert len(first.json()["recovery_codes"]) == 10
    assert first.json()["recovery_codes"][0] in browser.get(first.json()["next"]).content.decode()
    assert add(browser, Device(), "My phone").json()["recovery_codes"] == []
    for passkey in Passkey.objects.all():
        browser.post(f"/accounts/credentials/second-factor/{passkey.pk}/revoke/")
    assert not factors.is_on(alice)
    assert not alice.recovery_codes.exists()


def test_somebody_inactive_does_not_get_in(device):
    User._base_manager.update(is_active=False)
    assert sign_in(device).json()["code"] == "passkey_refused"


@pytest.mark.parametrize(
    "strange",
    [
        None,
        [],
        "text",
        {},
        {"id": 1},
        {"id": "x", "response": []},
        {"id": "x", "response": {"clientDataJSON": "%%"}},
        {"id": "\0", "response": {"clientDataJSON": b64(b"[]")}},
        {"id": "x", "rawId": "x", "type": "public-key", "response": {"clientDataJSON": "e30"}},
    ],
)
def test_bodies_that_are_no_answer_are_400(alice, browser_as, strange):
    for browser, path in [(Client(), "sign-in"), (browser_as(alice), "new")]:
        given = {"credential": strange} | ({"name": "x"} if path == "new" else {})
        assert browser.post(f"{PAGES}/{path}/", given, JSON).status_code == 400
        unknown = browser.post(f"{PAGES}/{path}/", {"credentials": {}}, JSON)
        assert "Unknown member" in unknown.json()["credentials"][0]


def test_csrf_guards_them_and_adding_asks_for_a_session(db):
    for path in ("new/options", "new", "sign-in/options", "sign-in"):
        answer = Client(enforce_csrf_checks=True).post(f"{PAGES}/{path}/", {}, JSON)
        assert answer.status_code == 403, path
    for path in ("new/options", "new"):
        assert Client().post(f"{PAGES}/{path}/", {}, JSON).status_code == 403


def test_a_person_has_a_bounded_number(alice, browser_as, monkeypatch):
    monkeypatch.setattr("accounts.second_factor.passkeys.MOST", 1)
    browser = browser_as(alice)
    assert add(browser, Device()).status_code == 201
    refused = add(browser, Device())
    assert (refused.status_code, list(refused.json())) == (400, ["name"])
