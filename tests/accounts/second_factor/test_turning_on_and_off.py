"""Setting up an app, new recovery codes, and turning the factor off: by page and by API."""

import base64
import re

from django.test import Client

from accounts.second_factor import factors, recovery, totp
from accounts.second_factor.models import RecoveryCode
from tests.accounts.second_factor.conftest import code
from tests.conftest import PASSWORD

PAGES = "/accounts/second-factor/"
API = "/accounts/api/second-factor"


def set_up(browser):
    """Scan the page and type the first code; return the answer."""
    page = browser.get(f"{PAGES}app/").content.decode()
    assert "<svg" in page
    sealed = re.search(r'name="sealed" value="([^"]+)"', page)[1]
    typed = re.search(r"<code>([A-Z2-7 ]+)</code>", page)[1].replace(" ", "")
    secret = base64.b32decode(typed)
    return secret, sealed


def test_the_page_turns_it_on_and_shows_the_recovery_codes_once(alice, browser_as):
    browser = browser_as(alice)
    secret, sealed = set_up(browser)
    assert not factors.is_on(alice)
    wrong = browser.post(f"{PAGES}app/", {"sealed": sealed, "code": "000000"})
    assert "does not fit" in wrong.content.decode()
    again = re.search(r'name="sealed" value="([^"]+)"', wrong.content.decode())[1]
    assert totp.unseal(again, user=alice) == secret
    done = browser.post(f"{PAGES}app/", {"sealed": sealed, "code": code(secret)}, follow=True)
    html = done.content.decode()
    codes = re.findall(r"^(?:.*>)?((?:[2-9a-z]{4}-){3}[2-9a-z]{4})$", html, re.MULTILINE)
    assert len(codes) == recovery.NUMBER
    assert "no-store" in done["Cache-Control"]
    assert codes[0] not in browser.get(f"{PAGES}codes/").content.decode()
    assert factors.is_on(alice)
    given = {"username": "alice", "password": PASSWORD, "otp": codes[0]}
    assert Client().post("/accounts/login/", given, "application/json").status_code == 200
    assert f"{recovery.NUMBER - 1}" in browser.get(PAGES).content.decode()


def test_new_codes_and_off_by_page(alice, factor, browser_as):
    browser = browser_as(alice)
    shown = browser.post(f"{PAGES}codes/", follow=True).content.decode()
    assert factor[0] not in shown
    assert "Turn it off" in browser.get(f"{PAGES}off/").content.decode()
    assert factors.is_on(alice)
    browser.post(f"{PAGES}off/")
    assert not factors.is_on(alice)
    assert not RecoveryCode.objects.exists()


def test_the_credentials_page_shows_it_and_removes_it(alice, factor, browser_as):
    browser = browser_as(alice)
    assert "Authenticator app" in browser.get("/accounts/credentials/").content.decode()
    browser.post("/accounts/credentials/second-factor/app/revoke/")
    assert not factors.is_on(alice)
    assert not RecoveryCode.objects.exists()


def test_the_api_does_all_of_it(alice, browser_as):
    browser = browser_as(alice)
    assert browser.get(API).json() == []
    asked = browser.post(f"{API}/setup")
    assert "no-store" in asked["Cache-Control"]
    secret = base64.b32decode(asked.json()["secret"].replace(" ", ""))
    given = {"sealed": asked.json()["sealed"], "code": "000000"}
    kind = "application/json"
    wrong = browser.post(f"{API}/setup/confirm", given, kind)
    assert (wrong.status_code, wrong.json()["code"]) == (400, "otp_invalid")
    done = browser.post(f"{API}/setup/confirm", given | {"code": code(secret)}, kind)
    assert done.status_code == 201
    codes = done.json()["recovery_codes"]
    assert [one["id"] for one in browser.get(API).json()] == ["app"]
    assert browser.post(f"{API}/recovery-codes").json()["recovery_codes"] != codes
    assert browser.delete(f"{API}/app").status_code == 204
    assert browser.delete(API).status_code == 204
    assert browser.post(f"{API}/recovery-codes").json() == {"recovery_codes": []}
