"""Alice has let the application read and vote."""

import pytest


@pytest.fixture
def allowed(alice, code_client, make_code, post_token):
    """Alice has let the application read and vote."""
    return post_token(code_client, **make_code(code_client, alice)).json()
