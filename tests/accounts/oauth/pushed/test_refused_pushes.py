"""A request that authorize would refuse is not pushed, and the address says nothing else."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from oauth2_provider.models import Grant

from accounts.oauth.pushed import requests
from accounts.oauth.pushed.models import PushedRequest
from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.conftest import CALLBACK
from tests.accounts.oauth.pushed.conftest import PATH, page_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"redirect_uri": "https://evil.example/"}, 400, "invalid_request"),
        ({"redirect_uri": None, "scope": "openid"}, 400, "invalid_request"),
        ({"response_type": "token"}, 400, "unauthorized_client"),
        ({"response_type": None}, 400, "invalid_request"),
        ({"code_challenge": None}, 400, "invalid_request"),
        ({"code_challenge": "short"}, 400, "invalid_request"),
        ({"code_challenge_method": "plain"}, 400, "invalid_request"),
        ({"resource": "no-address"}, 400, "invalid_target"),
        ({"id_token_hint": "e.y.J"}, 400, "invalid_request"),
        ({"request": "e.y.J"}, 400, "request_not_supported"),
        ({"request_uri": "https://a.example/"}, 400, "invalid_request"),
        ({"prompt": "none login"}, 400, "invalid_request"),
        ({"state": "a\0b"}, 400, "invalid_request"),
        ({"na\0me": "x"}, 400, "invalid_request"),
        ({"state": "x" * requests.LONGEST}, 413, "invalid_request"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "unknown"}, 401, "invalid_client"),
    ],
)
def test_what_authorize_would_refuse_cannot_be_pushed(
    push, post_token, code_client, changes, status, error
):
    asked = dict(parse_qsl(urlsplit(ask(code_client)).query)) | changes
    refused = post_token(
        code_client, PATH, **{name: text for name, text in asked.items() if text is not None}
    )

    assert (refused.status_code, refused.json()["error"]) == (status, error)
    assert refused.json()["error_description"]
    assert not PushedRequest.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"scope": "polls:write"}, "send client_id and request_uri alone"),
        ({"redirect_uri": "https://evil.example/"}, "send client_id and request_uri alone"),
        ({"prompt": "none"}, "send client_id and request_uri alone"),
        ({"client_id": "another"}, "has no such request_uri"),
        ({"client_id": ["a", "b"]}, "has no such request_uri"),
        ({"request_uri": requests.PREFIX + "guess"}, "has no such request_uri"),
        ({"request_uri": requests.PREFIX + "é"}, "has no such request_uri"),
        ({"request_uri": requests.PREFIX + "\0"}, "could not read"),
        ({"request_uri": requests.PREFIX}, "has no such request_uri"),
    ],
)
def test_the_address_cannot_say_otherwise(alice, code_client, push, browser_as, changes, words):
    page = page_of(code_client, push(code_client), **changes)

    refused = browser_as(alice).get(page)

    assert refused.status_code == 400
    assert words in refused.content.decode()
    assert not Grant.objects.exists()


def test_the_address_may_repeat_what_was_pushed(alice, code_client, push, browser_as):
    page = page_of(code_client, push(code_client), response_type="code", redirect_uri=CALLBACK)

    assert browser_as(alice).get(page).status_code == 200
