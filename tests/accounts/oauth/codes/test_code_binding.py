"""A code is bound to its verifier (RFC 7636)."""

import base64
import hashlib

import pytest
from oauth2_provider.models import Grant

from tests.accounts.oauth.conftest import VERIFIER

pytestmark = pytest.mark.django_db


def challenge_of(verifier):
    digest = hashlib.sha256(verifier.encode("utf-8", "surrogatepass")).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


GOOD = ["a" * 43, "a" * 128, "-._~" * 11, "A0z9" * 11 + "~"]
BAD = [
    "a",
    "a" * 42,
    "a" * 129,
    "a" * 4000,
    "a" * 42 + " ",
    "a" * 42 + "+",
    "a" * 42 + "/",
    "a" * 42 + "=",
    "a" * 43 + "\n",
    "\n" + "a" * 43,
    "a" * 42 + "é",
    "\u0430" * 43,  # a Cyrillic a
    "a" * 42 + "٣",
    "a" * 42 + "\0",
    "a" * 42 + "%",
]


@pytest.mark.parametrize(
    ("verifier", "is_good"), [(v, True) for v in GOOD] + [(v, False) for v in BAD]
)
def test_a_verifier_has_the_form_of_the_rfc(
    alice, public_client, make_code, post_token, verifier, is_good
):
    """Each challenge is the hash of its verifier: the form alone decides."""
    code = make_code(public_client, alice)
    Grant.objects.update(code_challenge=challenge_of(verifier))

    response = post_token(public_client, **code | {"code_verifier": verifier})

    if is_good:
        assert response.status_code == 200
    else:
        assert response.status_code == 400
        assert response.json()["error"] == "invalid_request"
        assert "code_verifier" in response.json()["error_description"]
        assert Grant.objects.exists()  # not spent: the client can mend its mistake


@pytest.mark.parametrize(
    ("verifier", "error"),
    [("b" * 43, "invalid_grant"), (VERIFIER.upper(), "invalid_grant"), ("", "invalid_request")],
)
def test_one_that_does_not_fit_is_named(
    alice, public_client, make_code, post_token, verifier, error
):
    code = make_code(public_client, alice) | {"code_verifier": verifier}

    response = post_token(public_client, **code)

    assert response.json()["error"] == error
    assert "code_verifier" in response.json()["error_description"]
