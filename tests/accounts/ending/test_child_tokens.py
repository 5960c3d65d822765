"""A token that a token made ends itself and what it made, and nothing else."""

import pytest
from rest_framework.test import APIClient
from social_django.models import UserSocialAuth

from tests.accounts.holdings import ME


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("delete", "/accounts/api/sessions", 403),
        ("delete", "/accounts/api/sessions/{session}", 403),
        ("delete", "/accounts/api/tokens", 403),
        ("delete", "/accounts/api/tokens/{parent}", 403),
        ("delete", "/accounts/api/applications", 403),
        ("delete", "/accounts/api/social", 403),
        ("delete", "/accounts/api/social/{social}", 403),
        ("post", "/accounts/api/credentials/end", 403),
        ("post", "/auth/disconnect-backend", 403),
        ("post", "/auth/invalidate-sessions", 403),
        ("delete", "/accounts/api/tokens/{child}", 204),
        ("delete", "/accounts/api/tokens/{grandchild}", 204),
    ],
)
def test_a_token_that_a_token_made_ends_itself_and_what_it_made(
    alice, api_as, browser_as, connected, method, path, status
):
    browser_as(alice)
    tokens, parent = "/accounts/api/tokens", api_as(alice)
    child = parent.post(tokens, {"name": "child"}).json()
    stolen = APIClient(headers={"Authorization": f"Token {child['key']}"})
    grandchild = stolen.post(tokens, {"name": "grandchild"}).json()
    path = path.format(
        session=alice.sessions.get().pk,
        parent=alice.initial_token.pk,
        social=connected.pk,
        child=child["id"],
        grandchild=grandchild["id"],
    )

    answer = getattr(stolen, method)(path, {"backend": "demo"} if "backend" in path else {})

    assert answer.status_code == status
    if status == 403:
        assert answer.json().get("code") == "child_token" or path.startswith("/auth")
        assert alice.sessions.exists()
        assert UserSocialAuth.objects.exists()
        assert parent.get(ME).status_code == 200
