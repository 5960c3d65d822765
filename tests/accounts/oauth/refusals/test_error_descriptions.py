"""Every OAuth error says what is wrong, as far as the caller may know it (RFC 6749 §5.2)."""

import re

import pytest
from oauth2_provider.models import Application, Grant

from tests.accounts.oauth.conftest import VERIFIER
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

# RFC 6749 §5.2 allows these characters in a description.
DESCRIPTION = re.compile(r"[\x20-\x21\x23-\x5B\x5D-\x7E]{10,300}")


def assert_described(told, error, *words):
    assert told["error"] == error
    assert DESCRIPTION.fullmatch(told["error_description"]), told
    for word in words:
        assert word in told["error_description"]


CODE = {"grant_type": "authorization_code", "code": "x", "code_verifier": VERIFIER}
REFRESH = {"grant_type": "refresh_token", "refresh_token": "x"}
PASSWORD_GRANT = {"grant_type": "password", "username": "alice", "password": PASSWORD}
MACHINE = {"grant_type": "client_credentials"}


@pytest.mark.parametrize(
    ("who", "data", "error", "word"),
    [
        (None, {}, "invalid_request", "grant_type"),
        (None, {"grant_type": "nonsense"}, "unsupported_grant_type", "refresh_token"),
        (None, MACHINE, "invalid_client", "client_secret"),
        (None, MACHINE | {"client_id": "unknown"}, "invalid_client", "client_secret"),
        (None, MACHINE | {"client_id": "a", "client_secret": "b"}, "invalid_client", "unknown"),
        (None, PASSWORD_GRANT, "invalid_client", "client"),
        (None, CODE, "invalid_client", "client"),
        (None, REFRESH, "invalid_client", "client"),
        ("code_client", CODE, "invalid_grant", "code"),
        ("code_client", {"grant_type": "authorization_code"}, "invalid_request", "code"),
        ("code_client", REFRESH, "invalid_grant", "refresh token"),
        ("code_client", {"grant_type": "refresh_token"}, "invalid_request", "refresh token"),
        ("code_client", PASSWORD_GRANT, "unauthorized_client", "registered"),
        ("code_client", MACHINE, "unauthorized_client", "authorization code"),
        ("machine", CODE, "unauthorized_client", "client credentials"),
        ("machine", PASSWORD_GRANT, "unauthorized_client", "registered"),
        ("machine", MACHINE | {"scope": "profile"}, "invalid_scope", "profile"),
        ("password_client", PASSWORD_GRANT | {"password": "x"}, "invalid_grant", "credentials"),
        ("password_client", {"grant_type": "password"}, "invalid_request", "username"),
        ("password_client", PASSWORD_GRANT | {"scope": "openid"}, "invalid_scope", "OpenID"),
        ("password_client", CODE, "unauthorized_client", "password"),
        ("public_client", CODE, "invalid_grant", "code"),
        ("public_client", MACHINE, "invalid_client", "client_secret"),
    ],
)
def test_the_token_endpoint_says_why(request, alice, post_token, who, data, error, word):
    client = who and request.getfixturevalue(who)

    assert_described(post_token(client, **data).json(), error, word)


@pytest.mark.parametrize("path", ["/auth/token", "/auth/introspect", "/auth/revoke-token"])
def test_a_pasted_hash_is_called_one(password_client, post_token, path):
    pasted = Application.objects.get().client_secret

    answer = post_token(
        None, path, client_id=password_client.id, client_secret=pasted, token="x", **PASSWORD_GRANT
    )

    assert answer.status_code == 401
    assert_described(answer.json(), "invalid_client", "hash", "not the secret")


def test_an_unknown_client_and_a_wrong_secret_read_the_same(password_client, post_token):
    answers = [
        post_token(client_id=client_id, client_secret=secret, **PASSWORD_GRANT).content
        for client_id, secret in [
            (password_client.id, "wrong"),
            ("unknown", "wrong"),
            ("unknown", password_client.secret),
        ]
    ]

    assert len(set(answers)) == 1


def test_an_old_code_is_called_old(alice, code_client, make_code, post_token):
    code = make_code(code_client, alice)
    Grant.objects.update(expires=alice.date_joined)

    assert_described(post_token(code_client, **code).json(), "invalid_grant", "expired")
