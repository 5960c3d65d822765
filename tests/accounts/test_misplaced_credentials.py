"""A credential that is sent by the wrong keyword is refused with the right one."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application, set_token_value

from accounts.tokens import keys

ME = "/accounts/api/me"
JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln"
AS_TOKEN = "Invalid token. Send this one as: Authorization: Token <key>"
AS_BEARER = "Invalid token. Send this one as: Authorization: Bearer <key>"


@pytest.fixture
def access_token(alice):
    application = Application.objects.create(
        client_type="confidential", authorization_grant_type="client-credentials"
    )
    token = AccessToken(
        user=alice, application=application, expires=timezone.now() + timedelta(hours=1)
    )
    set_token_value(token, "an-access-token")
    token.save()


@pytest.mark.parametrize(
    ("header", "text"),
    [
        ("Bearer {key}", AS_TOKEN),
        ("bearer {key}", AS_TOKEN),
        ("Bearer {another}", AS_TOKEN),  # by its look: whose it is stays unsaid
        ("Bearer dar_", AS_TOKEN),
        ("Token an-access-token", AS_BEARER),
        (f"Token {JWT}", AS_BEARER),
        # Sent by the right keyword, and still wrong:
        ("Token {another}", "Invalid token"),
        ("Token dar_mistyped", "Invalid token"),
        ("Token nonsense", "Invalid token"),
        ("Bearer nonsense", "Invalid token"),
        (f"Bearer {JWT}", "Invalid token"),
        ("Bearer", "Invalid token"),
        ("Bearer x y", "Invalid token"),
    ],
)
def test_the_refusal_names_the_keyword(alice, api, access_token, header, text):
    header = header.format(key=alice.initial_token.key, another=keys.make_key())
    answer = api.get(ME, headers={"Authorization": header})
    assert answer.status_code == 401
    assert answer.json() == {"detail": text, "code": "invalid_token"}
    assert answer["WWW-Authenticate"].isascii()
    assert "=?" not in answer["WWW-Authenticate"]
    assert alice.initial_token.key not in str(answer.headers)
