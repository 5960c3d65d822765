"""``response_mode=form_post``: the answer comes as a form (OAuth 2.0 Form Post Response Mode)."""

import re

import pytest

from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.conftest import CALLBACK, ISSUER, VERIFIER

pytestmark = pytest.mark.django_db


def posted(response):
    """The fields that the page would send to the application."""
    page = response.content.decode()
    assert response.status_code == 200
    assert f'action="{CALLBACK}"' in page
    form = page.partition("data-form-post>")[2].partition("</form>")[0]
    return dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form))


def test_a_code_is_posted_and_becomes_tokens(alice, code_client, browser_as, post_token):
    url = ask(code_client, response_mode="form_post")

    response = browser_as(alice).post(url, {"allow": "yes"})

    answer = posted(response)
    assert answer["state"] == "a-state"
    assert answer["iss"] == ISSUER
    tokens = post_token(
        code_client,
        grant_type="authorization_code",
        code=answer["code"],
        redirect_uri=CALLBACK,
        code_verifier=VERIFIER,
    )
    assert tokens.status_code == 200


def test_the_page_is_not_kept_and_its_form_may_go_there(alice, code_client, browser_as):
    url = ask(code_client, response_mode="form_post")

    response = browser_as(alice).post(url, {"allow": "yes"})

    assert "no-store" in response["Cache-Control"]
    policy = response["Content-Security-Policy"]
    assert "form-action 'self' https://client.example" in policy
    assert "'unsafe-inline'" not in policy.partition("script-src")[2].partition(";")[0]
    page = response.content.decode()
    assert "Continue</button>" in page  # without scripts


@pytest.mark.parametrize(
    ("changes", "form", "error"),
    [
        ({}, {"deny": "yes"}, "access_denied"),
        ({"prompt": "none"}, None, "consent_required"),
        ({"code_challenge_method": "plain"}, None, "invalid_request"),
        ({"resource": "not an address"}, None, "invalid_target"),
    ],
)
def test_errors_are_posted_too(alice, code_client, browser_as, changes, form, error):
    url = ask(code_client, response_mode="form_post", **changes)
    browser = browser_as(alice)

    answer = posted(browser.post(url, form) if form else browser.get(url))

    assert answer["error"] == error
    assert answer["state"] == "a-state"
    assert answer["error_description"]


def test_a_state_with_markup_is_text(alice, code_client, browser_as):
    state = '"><script>alert(1)</script>'
    url = ask(code_client, response_mode="form_post", state=state)

    page = browser_as(alice).post(url, {"allow": "yes"}).content.decode()

    assert "<script>alert" not in page
