"""A passkey that proves nothing signs nobody in and is not stored."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from webauthn.helpers import bytes_to_base64url as b64

from accounts.second_factor import factors
from tests.accounts.second_factor.passkeys import Device, add, sign_in


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


def test_a_copied_key_whose_count_lags_behind_is_refused(device):
    device.count = 5
    assert sign_in(device).status_code == 200
    device.count = 5
    assert sign_in(device).status_code == 400
