"""Passkeys: what a browser answers is held to its challenge, its host and its key."""

import hashlib
import json
import secrets
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from webauthn.helpers import base64url_to_bytes, encode_cbor
from webauthn.helpers import bytes_to_base64url as b64

from accounts.models import User
from accounts.second_factor import challenges, factors
from accounts.second_factor.models import Passkey, SpentChallenge
from tests.conftest import PASSWORD

PAGES = "/accounts/second-factor/passkeys"
JSON = "application/json"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Device:
    """An authenticator in a few lines: one key pair, of the curve P-256."""

    def __init__(self, host="testserver"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.host, self.origin, self.count, self.flags = host, f"http://{host}", 0, VERIFIED
        self.id = b64(secrets.token_bytes(32))

    def client_data(self, kind, challenge):
        told = {"type": f"webauthn.{kind}", "challenge": challenge, "origin": self.origin}
        return json.dumps(told).encode()

    def data(self, flags=0):
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([PRESENT | self.flags | flags]) + self.count.to_bytes(4, "big")

    def create(self, options):
        raw, point = self.raw_id, self.key.public_key().public_numbers()
        numbers = {-2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        cose = encode_cbor({1: 2, 3: -7, -1: 1} | numbers)
        data = self.data(ATTESTED) + bytes(16) + len(raw).to_bytes(2, "big") + raw + cose
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        answer = {
            "clientDataJSON": b64(self.client_data("create", options["challenge"])),
            "attestationObject": b64(attestation),
        }
        return self.told(answer)

    def get(self, options):
        client_data, data = self.client_data("get", options["challenge"]), self.data()
        signed = data + hashlib.sha256(client_data).digest()
        answer = {
            "clientDataJSON": b64(client_data),
            "authenticatorData": b64(data),
            "signature": b64(self.key.sign(signed, ec.ECDSA(SHA256()))),
        }
        return self.told(answer)

    @property
    def raw_id(self):
        return base64url_to_bytes(self.id)

    def told(self, answer):
        return {"id": self.id, "rawId": self.id, "type": "public-key", "response": answer}


def add(browser, device, name="My laptop", **more):
    options = browser.post(f"{PAGES}/new/options/", {}, JSON).json()
    given = {"name": name, "credential": device.create(options)} | more
    return browser.post(f"{PAGES}/new/", given, JSON)


def sign_in(device, browser=None, **more):
    browser = browser or Client()
    options = browser.post(f"{PAGES}/sign-in/options/", {}, JSON).json()
    answer = {"credential": device.get(options)} | more
    return browser.post(f"{PAGES}/sign-in/", answer, JSON)


@pytest.fixture
def device(alice, browser_as):
    """Alice's device, whose passkey the site knows."""
    device = Device()
    assert add(browser_as(alice), device).status_code == 201
    return device


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


def other_host(device):
    device.host = "evil.example"


def other_origin(device):
    device.origin = "https://evil.example"


def other_key(device):
    device.key = ec.generate_private_key(ec.SECP256R1())


def unknown(device):
    device.id = b64(b"nobody's")


def nobody_there(device):
    device.flags = 0


@pytest.mark.parametrize("goes_wrong", [other_host, other_origin, other_key, unknown, nobody_there])
def test_an_answer_that_proves_nothing_signs_nobody_in(device, goes_wrong):
    goes_wrong(device)
    browser = Client()
    answer = sign_in(device, browser)
    assert (answer.status_code, answer.json()["code"]) == (400, "passkey_refused")
    assert "_auth_user_id" not in browser.session


@pytest.mark.parametrize("goes_wrong", [other_host, other_origin, nobody_there])
def test_a_passkey_that_proves_nothing_is_not_stored(alice, browser_as, goes_wrong):
    device = Device()
    goes_wrong(device)
    assert add(browser_as(alice), device).json()["code"] == "passkey_refused"
    assert not factors.is_on(alice)


def test_asking_writes_nothing(db):
    with CaptureQueriesContext(connection) as queries:
        answer = Client().post(f"{PAGES}/sign-in/options/", {}, JSON)
    assert answer.status_code == 200
    assert list(queries) == []
    cookie = answer.cookies["passkey_challenges"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_tabs_of_one_browser_ask_at_the_same_time_and_so_many_are_kept(device):
    browser = Client()
    asked = [browser.post(f"{PAGES}/sign-in/options/", {}, JSON).json() for _ in range(6)]
    statuses = [
        browser.post(f"{PAGES}/sign-in/", {"credential": device.get(one)}, JSON).status_code
        for one in asked
    ]
    assert statuses == [400, *[200] * 5]


@pytest.mark.parametrize(("minutes", "is_found"), [(9, True), (10, False), (-2, False)])
def test_a_question_waits_for_ten_minutes(device, rf, minutes, is_found):
    challenge, response = challenges.make(), HttpResponse()
    challenges.keep(response, rf.get("/"), challenge)
    request = rf.get("/")
    request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items()}
    answer = device.get({"challenge": b64(challenge)})
    now = timezone.now() + timedelta(minutes=minutes)
    assert (challenges.find(request, answer, now=now) is not None) is is_found


def test_what_was_answered_is_remembered_for_as_long_as_it_could_be_sent_again(db):
    now, challenge = timezone.now(), challenges.make()
    assert challenges.spend(challenge, now=now)
    assert not challenges.spend(challenge, now=now + challenges.LIFETIME)
    challenges.spend(challenges.make(), now=now + 3 * challenges.LIFETIME)
    assert SpentChallenge.objects.count() == 1


def test_a_cookie_that_nobody_signed_brings_no_question(device):
    browser = Client()
    browser.cookies["passkey_challenges"] = b64(b'[["AA", "2026-01-01T00:00:00+00:00"]]')
    answer = {"credential": device.get({"challenge": "AA"})}
    assert browser.post(f"{PAGES}/sign-in/", answer, JSON).status_code == 400


def test_an_answer_works_once_and_in_its_own_browser(device):
    browser = Client()
    options = browser.post(f"{PAGES}/sign-in/options/", {}, JSON).json()
    answer = {"credential": device.get(options)}
    stranger = Client()
    stranger.post(f"{PAGES}/sign-in/options/", {}, JSON)
    assert stranger.post(f"{PAGES}/sign-in/", answer, JSON).status_code == 400
    copy = Client()
    copy.cookies.update(browser.cookies)
    assert browser.post(f"{PAGES}/sign-in/", answer, JSON).status_code == 200
    for client in (browser, copy):
        assert client.post(f"{PAGES}/sign-in/", answer, JSON).status_code == 400
    empty = {"credential": device.get({"challenge": ""})}
    assert Client().post(f"{PAGES}/sign-in/", empty, JSON).status_code == 400


def test_a_copied_key_whose_count_lags_behind_is_refused(device):
    device.count = 5
    assert sign_in(device).status_code == 200
    device.count = 5
    assert sign_in(device).status_code == 400


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


def test_nobody_asks_for_as_many_challenges_as_they_like(db, settings):
    settings.ATTEMPT_LIMITS = {"passkey_start": (2, 300)}
    statuses = [Client().post(f"{PAGES}/sign-in/options/", {}, JSON) for _ in range(3)]
    assert [answer.status_code for answer in statuses] == [200, 200, 429]


def test_a_person_has_a_bounded_number(alice, browser_as, monkeypatch):
    monkeypatch.setattr("accounts.second_factor.passkeys.MOST", 1)
    browser = browser_as(alice)
    assert add(browser, Device()).status_code == 201
    refused = add(browser, Device())
    assert (refused.status_code, list(refused.json())) == (400, ["name"])


# Names ------------------------------------------------------------------------------------------


@pytest.fixture
def passkey(alice, browser_as):
    add(browser_as(alice), Device())
    return Passkey.objects.get()


def test_its_owner_renames_it_on_the_page(alice, browser_as, passkey):
    browser, page = browser_as(alice), f"{PAGES}/{passkey.pk}/"
    assert page in browser.get("/accounts/second-factor/").text
    assert "My laptop" in browser.get(page).text
    assert browser.post(page, {"name": " The old one "})["Location"] == "/accounts/second-factor/"
    assert Passkey.objects.get().name == "The old one"
    assert browser.post(page, {"name": ""}).status_code == 200


def test_a_program_renames_it(alice, browser_as, passkey):
    path = f"/accounts/api/second-factor/{passkey.pk}"
    done = browser_as(alice).patch(path, {"name": "The old one"}, JSON)
    assert (done.status_code, done.json()["label"]) == (200, "The old one")
    assert Passkey.objects.get().name == "The old one"


def test_a_renaming_writes_no_old_count_of_signatures(passkey):
    Passkey.objects.update(sign_count=7)
    factors.rename_passkey(passkey, "The old one")
    assert Passkey.objects.get().sign_count == 7


@pytest.mark.parametrize(
    ("what", "body", "status"),
    [
        ("app", {"name": "App"}, 404),
        ("999", {"name": "Nobody's"}, 404),
        ("{pk}", {"name": ""}, 400),
        ("{pk}", {"name": "x" * 101}, 400),
        ("{pk}", {"name": "x", "sign_count": 0}, 400),
        ("{pk}", {}, 400),
    ],
)
def test_what_cannot_be_renamed_is_refused(alice, browser_as, passkey, what, body, status):
    path = f"/accounts/api/second-factor/{what.format(pk=passkey.pk)}"
    assert browser_as(alice).patch(path, body, JSON).status_code == status


def test_nobody_else_renames_it_and_no_stale_session(bob, browser_as, passkey, settings):
    api, page = f"/accounts/api/second-factor/{passkey.pk}", f"{PAGES}/{passkey.pk}/"
    stranger, owner = browser_as(bob), browser_as(passkey.user)
    assert stranger.patch(api, {"name": "x"}, JSON).status_code == 404
    assert stranger.post(page, {"name": "x"}).status_code == 404
    settings.FRESH_SESSION_AGE = 0
    assert owner.patch(api, {"name": "x"}, JSON).json()["code"] == "reauthentication_required"
    assert "confirm-access" in owner.post(page, {"name": "x"})["Location"]
    assert Passkey.objects.get().name == "My laptop"
