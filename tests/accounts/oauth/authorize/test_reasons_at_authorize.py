"""The application, or the person, reads why nobody allowed it."""

import pytest

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.refusals.test_error_descriptions import DESCRIPTION, assert_described

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "asked", "form", "error", "word"),
    [
        ("alice", {}, {"deny": "yes"}, "access_denied", "did not allow"),
        ("alice", {"prompt": "none"}, None, "consent_required", "not allowed"),
        ("nobody", {"prompt": "none"}, None, "login_required", "signed in"),
        ("alice", {"response_type": "nonsense"}, None, "unsupported_response_type", "code"),
        ("alice", {"response_type": "token"}, None, "unauthorized_client", "registered"),
        ("alice", {"response_type": None}, None, "invalid_request", "response_type"),
        ("alice", {"scope": "openid"}, None, "invalid_scope", "OpenID"),
        ("alice", {"code_challenge": None}, None, "invalid_request", "hallenge"),
        ("alice", {"prompt": "none login"}, None, "invalid_request", "prompt"),
        ("alice", {"request": "x"}, None, "request_not_supported", "request"),
    ],
)
def test_the_application_reads_why_nobody_allowed_it(
    alice, code_client, client, who, asked, form, error, word
):
    if who == "alice":
        client.force_login(alice)
    url = ask(code_client, **asked)

    answer = sent_back(client.post(url, form) if form else client.get(url))

    assert_described(answer, error, word)


@pytest.mark.parametrize(
    ("wrong", "word"),
    [
        ({"client_id": "unknown"}, "client_id"),
        ({"client_id": None}, "client_id"),
        ({"redirect_uri": "https://evil.example/"}, "redirect URI"),
        ({"state": ["a", "b"]}, "state"),
    ],
)
def test_the_person_reads_why_where_the_application_cannot(
    alice, code_client, browser_as, wrong, word
):
    page = browser_as(alice).get(ask(code_client, **wrong))

    assert page.status_code == 400
    assert word in page.context["error"].description
    assert DESCRIPTION.fullmatch(page.context["error"].description)
