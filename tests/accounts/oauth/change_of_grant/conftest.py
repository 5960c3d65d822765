"""An application that was given tokens, and then another grant."""

import pytest
from oauth2_provider.models import Application


@pytest.fixture
def given(alice, code_client, make_code, post_token):
    """Alice's grants to the application: tokens, and a code that is not redeemed yet."""
    tokens = post_token(code_client, **make_code(code_client, alice)).json()
    make_code(code_client, alice, code="another")
    return tokens


def save(application, **changes):
    application = Application.objects.get(pk=application.pk)
    for field, value in changes.items():
        setattr(application, field, value)
    application.save()


CHANGES = [
    ({"authorization_grant_type": "client-credentials"}, True),
    ({"authorization_grant_type": "password"}, True),
    ({"client_type": "public"}, True),
    ({"name": "Another name"}, False),
    ({"redirect_uris": "https://client.example/callback https://b.example/cb"}, False),
    ({}, False),
]
