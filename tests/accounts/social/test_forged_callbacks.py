"""A callback that is forged or cannot be read opens no session."""

import pytest
from django.contrib.auth import get_user_model

from tests.accounts.social.conftest import told

User = get_user_model()


@pytest.mark.parametrize(
    "query",
    [
        "",
        "code=x",
        "state=x",
        "code=x&state=x",
        "code=x&state=x&state=y",
        "code=x&state=" + "x" * 5000,
        "error=access_denied",
        "error=server_error&error_description=%3Cscript%3E",
        "denied=1",
        "partial_token=x&verification_code=y",
    ],
)
def test_a_forged_callback_opens_no_session_and_is_told_in_words(visitor, demo_provider, query):
    response = visitor.get(f"/auth/complete/demo/?{query}")

    assert response.status_code == 302
    assert response["Location"] == "/accounts/auth/"
    assert len(told(response)) == 1
    assert "script" not in told(response)[0]
    assert "sessionid" not in response.cookies
    assert not demo_provider.tokens


@pytest.mark.parametrize("query", ["code=x&state=%00", "error=x%00&state=%FF", "next=%00"])
def test_a_callback_that_cannot_be_read_is_refused(visitor, demo_provider, query):
    assert visitor.get(f"/auth/complete/demo/?{query}").status_code == 400
