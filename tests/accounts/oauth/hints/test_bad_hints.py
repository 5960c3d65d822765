"""A hint that is not of this site, or for another application, is told to the application."""

import json

import pytest
from joserfc import jwk, jwt

from accounts.oauth.keys import make_key
from tests.accounts.oauth.asking import ask, sent_back

pytestmark = pytest.mark.django_db


def unsigned(hint):
    _, payload, _ = hint.split(".")
    return f"eyJhbGciOiJub25lIn0.{payload}."


def garbled(hint):
    header, payload, signature = hint.split(".")
    return f"{header}.{payload}.{signature[::-1]}"


def symmetric(hint, key):
    claims = json.dumps({"sub": "1"}).encode()
    return jwt.encode({"alg": "HS256"}, json.loads(claims), jwk.OctKey.import_key("x" * 32))


@pytest.mark.parametrize("prompt", ["none", None])
@pytest.mark.parametrize(
    "spoil",
    [
        lambda hint, alice, key: "nonsense",
        lambda hint, alice, key: "a.b.c",
        lambda hint, alice, key: "..",
        lambda hint, alice, key: "." * 5000,
        lambda hint, alice, key: "é",
        lambda hint, alice, key: '{"payload": "e30"}',
        lambda hint, alice, key: unsigned(hint(alice)),
        lambda hint, alice, key: garbled(hint(alice)),
        lambda hint, alice, key: symmetric(hint(alice), key),
        lambda hint, alice, key: hint(alice)[:-20],
        lambda hint, alice, key: hint(alice, signed_by=make_key()),
        lambda hint, alice, key: hint(alice, iss="https://elsewhere.example"),
        lambda hint, alice, key: hint(alice, iss=None),
        lambda hint, alice, key: hint(alice, sub=None),
        lambda hint, alice, key: hint(alice, sub=1),
        lambda hint, alice, key: hint(alice, sub=["1"]),
        lambda hint, alice, key: hint(alice, aud=None),
        lambda hint, alice, key: hint(alice, aud="another application"),
        lambda hint, alice, key: hint(alice, aud=[]),
        lambda hint, alice, key: hint(alice, aud={"a": 1}),
    ],
)
def test_a_bad_hint_is_told_to_the_application(
    alice, allowed, client_of_people, browser_as, hint_of, key, prompt, spoil
):
    hint = spoil(hint_of, alice, key)
    url = ask(client_of_people, scope="openid", prompt=prompt, id_token_hint=hint)

    answer = sent_back(browser_as(alice).get(url))

    assert answer["error"] == "invalid_request"
    assert "id_token_hint" in answer["error_description"]
    assert answer["state"] == "a-state"
