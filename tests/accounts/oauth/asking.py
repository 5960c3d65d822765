"""A browser that is sent to the authorization endpoint, and comes back."""

from urllib.parse import parse_qs, urlsplit

from tests.accounts.oauth.conftest import CALLBACK, CHALLENGE, encoded


def ask(client, /, **changes):
    query = {
        "response_type": "code",
        "client_id": client.id,
        "redirect_uri": CALLBACK,
        "scope": "polls:read polls:vote",
        "state": "a-state",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    } | changes
    return "/auth/authorize?" + encoded({k: v for k, v in query.items() if v is not None})


def sent_back(response):
    """The parameters with which the browser goes back to the application."""
    assert response.status_code == 302
    assert response["Location"].startswith(CALLBACK + "?")
    return {
        name: value[0] for name, value in parse_qs(urlsplit(response["Location"]).query).items()
    }
