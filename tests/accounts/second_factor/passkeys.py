"""A passkey of Alice's, without a browser."""

import hashlib
import json
import secrets

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from django.test import Client
from webauthn.helpers import base64url_to_bytes, encode_cbor
from webauthn.helpers import bytes_to_base64url as b64

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
