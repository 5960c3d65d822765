"""A person allows an application, or does not."""

import pytest
from oauth2_provider.models import AccessToken, Grant

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import CALLBACK, ISSUER, VERIFIER

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/auth/authorize", "/auth/authorize/"])
def test_allowing_gives_a_code_that_becomes_tokens(
    alice, code_client, browser_as, post_token, path
):
    url = ask(code_client).replace("/auth/authorize", path)

    answer = sent_back(browser_as(alice).post(url, {"allow": "yes"}))

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
    assert AccessToken.objects.get().user == alice


def test_denying_tells_the_application(alice, code_client, browser_as):
    answer = sent_back(browser_as(alice).post(ask(code_client), {"deny": "yes"}))

    assert answer["error"] == "access_denied"
    assert answer["state"] == "a-state"
    assert answer["iss"] == ISSUER
    assert not Grant.objects.exists()


def test_the_form_decides_nothing_but_yes_or_no(alice, code_client, browser_as):
    form = {"allow": "yes", "redirect_uri": "https://evil.example/", "scope": "polls:write"}

    sent_back(browser_as(alice).post(ask(code_client), form))

    assert Grant.objects.get().scope == "polls:read polls:vote"


def test_it_is_not_answered_from_another_site(alice, code_client, browser):
    browser.force_login(alice)

    response = browser.post(ask(code_client), {"allow": "yes"})

    assert response.status_code == 403
    assert not Grant.objects.exists()


def test_no_scope_means_the_default(alice, code_client, browser_as):
    browser_as(alice).post(ask(code_client, scope=None), {"allow": "yes"})

    assert Grant.objects.get().scope == "polls:read polls:vote"
