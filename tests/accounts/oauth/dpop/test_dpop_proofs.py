"""A DPoP proof is good for one request, made now, by the key that is in it (RFC 9449 §4.3)."""

import json
import time
from base64 import urlsafe_b64encode
from datetime import UTC, datetime

import pytest
from joserfc import jws
from joserfc.jwk import ECKey, OctKey, RSAKey

from accounts.oauth.dpop import proofs
from accounts.oauth.dpop.proofs import InvalidProof
from tests.accounts.oauth.dpop.proofs import (
    ED_KEY,
    KEY,
    OTHER_KEY,
    RSA_KEY,
    SMALL_ORDERS,
    ed25519,
    forged,
    jkt,
    proof,
)

ORIGIN, PATH = "https://polls.example.com", "/auth/token"
ADDRESS = ORIGIN + PATH
OCT_KEY = OctKey.import_key(json.dumps(RSA_KEY.as_dict(private=False)))  # the public key as secret


def judge(text, method="POST", path=PATH):
    found = proofs.read(text)
    now = datetime.now(UTC)
    proofs.check(found, method=method, origin=ORIGIN, path=path, now=now)
    return found


def part(value):
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    ("key", "alg"),
    [
        *[(KEY, "ES256"), (ED_KEY, "Ed25519"), (ED_KEY, "EdDSA")],
        *[(RSA_KEY, "RS256"), (RSA_KEY, "PS256")],
    ],
)
def test_a_proof_tells_its_key(key, alg):
    assert judge(proof("POST", ADDRESS, key=key, alg=alg)).thumbprint == jkt(key)


@pytest.mark.parametrize(
    "address",
    [
        "HTTPS://Polls.Example.com/auth/token",
        "https://polls.example.com:443/auth/token",
        "https://polls.example.com/auth/%74oken",
        "https://polls.example.com/auth/token?a=b#c",
    ],
)
def test_an_address_has_several_spellings(address):
    assert judge(proof("POST", address))


@pytest.mark.parametrize(
    ("claims", "words"),
    [
        ({"htm": "GET"}, "htm"),
        ({"htm": "post"}, "htm"),
        ({"htm": None}, "htm"),
        ({"htm": ["POST"]}, "htm"),
        *(
            ({"htu": address}, "htu")
            for address in [
                None,
                7,
                "",
                "/auth/token",
                ORIGIN,
                "http://polls.example.com/auth/token",
                "https://evil.example/auth/token",
                "https://polls.example.com.evil.example/auth/token",
                "https://polls.example.com@evil.example/auth/token",
                "https://evil.example@polls.example.com/auth/token",
                "https://polls.example.com:444/auth/token",
                "https://polls.example.com:99999/auth/token",
                "https://[::1/auth/token",
                "https://polls.example.com/auth/token/",
                "https://polls.example.com/auth/../auth/token",
            ]
        ),
        *(
            ({"iat": issued_at}, "iat")
            for issued_at in [
                None,
                "now",
                True,
                float("inf"),
                float("nan"),
                10**400,
                int(time.time()) - 3600,
                int(time.time()) + 3600,
            ]
        ),
        *(({"jti": jti}, "jti") for jti in [None, "", 7, "x" * 257, "a\0b", "é", "\ud800"]),
    ],
)
def test_a_proof_for_another_request_is_refused(claims, words):
    with pytest.raises(InvalidProof, match=rf"\) {words} of the proof"):
        judge(proof("POST", ADDRESS, **claims) if "\ud800" not in claims.values() else surrogate())


def surrogate():
    """A proof whose jti is no text that UTF-8 has."""
    body = {"htm": "POST", "htu": ADDRESS, "iat": int(time.time()), "jti": "\ud800"}
    head = {"typ": "dpop+jwt", "alg": "ES256", "jwk": KEY.as_dict(private=False)}
    return jws.serialize_compact(head, json.dumps(body), KEY)


@pytest.mark.parametrize("point", SMALL_ORDERS)
@pytest.mark.parametrize("alg", ["Ed25519", "EdDSA"])
def test_a_key_that_anybody_can_sign_for_proves_nothing(point, alg):
    header = {"typ": "dpop+jwt", "alg": alg, "jwk": ed25519(point)}
    claims = {"htm": "POST", "htu": ADDRESS, "iat": int(time.time()), "jti": "x"}

    with pytest.raises(InvalidProof, match="its order is small"):
        judge(forged(header, claims))


@pytest.mark.parametrize("point", ["01" * 31, "01" * 33, "02" + "00" * 31])
def test_a_key_that_is_no_point_proves_nothing_either(point):
    header = {"typ": "dpop+jwt", "alg": "Ed25519", "jwk": ed25519(point)}

    with pytest.raises(InvalidProof, match="signature"):
        judge(forged(header, {}))


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ({"header": {"typ": "JWT"}}, "typ"),
        ({"header": {"typ": None}}, "typ"),
        ({"header": {"jwk": None}}, "jwk"),
        ({"header": {"jwk": KEY.as_dict(private=True)}}, "public"),
        ({"header": {"jwk": OTHER_KEY.as_dict(private=False)}}, "signature"),
        ({"header": {"jwk": {"kty": "oct", "k": "c2VjcmV0"}}}, "public"),
        ({"header": {"jwk": {"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}}}, "signature"),
        ({"header": {"jwk": {"kty": "EC", "crv": "P-256"}}}, "lacks one of"),
        ({"header": {"jwk": {"kty": "EC", "crv": "P-256", "x": 7, "y": []}}}, "lacks one of"),
        ({"header": {"jwk": {"kty": "RSA", "n": "AQAB", "e": "AQAB"}}}, "no key for its alg"),
        ({"alg": "ES384", "key": ECKey.generate_key("P-384")}, "alg"),
        ({"alg": "none"}, "compact"),  # it has no signature
        (
            {"alg": "HS256", "key": OCT_KEY, "header": {"jwk": RSA_KEY.as_dict(private=False)}},
            "alg",
        ),
        ({"alg": "RS256", "key": RSAKey.generate_key(1024)}, "RSA"),
        (
            {
                "alg": "RS256",
                "key": RSA_KEY,
                "header": {"jwk": RSA_KEY.as_dict(private=False) | {"e": "A" * 400}},
            },
            "RSA",
        ),
    ],
)
@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_a_header_that_proves_nothing_is_refused(made, words):
    with pytest.raises(InvalidProof, match=words):
        judge(proof("POST", ADDRESS, **made))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "a.b",
        "a.b.c.d",
        "é.b.c",
        "a.b.c\n",
        "\0",
        "A" * 5000,
        f"{part([])}.{part({})}.AA",
        f"{part({'typ': 'dpop+jwt', 'alg': 'none', 'jwk': KEY.as_dict(private=False)})}.e30.AA",
        f"{part({'typ': 'dpop+jwt', 'alg': ['ES256']})}.{part({})}.AA",
        f"{part({'typ': 'dpop+jwt', 'alg': 'ES256', 'jwk': [], 'crit': ['b64']})}.{part({})}.AA",
        f"{urlsafe_b64encode(b'[' * 2900).decode().rstrip('=')}.e30.AA",
        f"{proof('POST', ADDRESS)}, {proof('POST', ADDRESS)}",
        '{"payload": "e30", "signatures": []}',
    ],
    ids=lambda text: "text",  # the same in each process that runs tests
)
def test_whatever_is_no_proof_is_refused(text):
    with pytest.raises(InvalidProof):
        judge(text)


@pytest.mark.parametrize("which", [0, 1, 2])
def test_a_changed_proof_is_refused(which):
    parts = proof("POST", ADDRESS).split(".")
    parts[which] = parts[which][:-2] + ("AA" if parts[which][-2:] != "AA" else "BB")

    with pytest.raises(InvalidProof):
        judge(".".join(parts))


def test_claims_have_to_be_an_object():
    head = {"typ": "dpop+jwt", "alg": "ES256", "jwk": KEY.as_dict(private=False)}
    with pytest.raises(InvalidProof, match="no claims"):
        judge(jws.serialize_compact(head, "[]", KEY))
