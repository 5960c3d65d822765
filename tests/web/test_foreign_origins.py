"""A page of another origin gets no cookie in, and a named one may bring a token."""

import pytest
from django.conf import settings

from tests.web.routes import api_paths


@pytest.mark.sweep
@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://testserver.evil.example"]
)
def test_a_foreign_origin_is_not_allowed(api_as, alice, origin):
    documents = tuple(settings.PUBLIC_DOCUMENTS)  # they are for everybody
    program = api_as(alice)
    for path in (path for path in api_paths() if not path.startswith(documents)):
        answer = program.get(path, headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in answer, path


def test_a_named_origin_may_bring_a_token_and_never_a_cookie(api, settings):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.com"]
    preflight = api.options(
        "/polls/api/questions",
        headers={
            "Origin": "https://app.example.com",
            "Access-Control-Request-Method": "GET",
            "Access-Control-Request-Headers": "authorization",
        },
    )
    assert preflight.status_code == 200
    assert preflight["Access-Control-Allow-Origin"] == "https://app.example.com"
    assert "authorization" in preflight["Access-Control-Allow-Headers"]
    assert "Access-Control-Allow-Credentials" not in preflight


def test_the_api_takes_no_cookie_of_a_foreign_page(alice, browser):
    """A form on another site can send the cookie along, but no token of ours."""
    browser.force_login(alice)
    answer = browser.post(
        "/polls/api/questions",
        {"question_text": "x"},
        headers={"Origin": "https://evil.example"},
    )
    assert answer.status_code == 403
