"""PKCE can be left out by confidential OpenID clients that an administrator excused."""

import pytest
from django.core.management import CommandError, call_command

from accounts.oauth import pkce
from accounts.oauth.forms import ApplicationForm
from accounts.oauth.models import OptionalPKCE
from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import VERIFIER, redeeming

pytestmark = pytest.mark.django_db

WITHOUT = {"code_challenge": None, "code_challenge_method": None}


@pytest.fixture
def excused(client_of_people):
    pkce.set_optional(client_of_people.application, is_so=True)
    return client_of_people


def code_for(client, browser, **changes):
    url = ask(client, **{"scope": "openid"} | changes)
    return redeeming(sent_back(browser.post(url, {"allow": "yes"}))["code"])


def test_an_excused_client_gets_tokens_without(alice, excused, browser_as, post_token):
    code = code_for(excused, browser_as(alice), **WITHOUT)
    del code["code_verifier"]

    assert post_token(excused, **code).json()["id_token"]


@pytest.mark.parametrize(
    ("asked", "sent", "status", "said"),
    [
        ({}, VERIFIER, 200, None),
        ({}, None, 400, "code_verifier is missing"),
        (WITHOUT, VERIFIER, 400, "without a code_challenge"),
    ],
)
def test_nobody_adds_or_removes_a_challenge_on_its_way(
    alice, excused, browser_as, post_token, asked, sent, status, said
):
    code = code_for(excused, browser_as(alice), **asked) | {"code_verifier": sent or ""}

    response = post_token(excused, **code)

    assert response.status_code == status
    assert said is None or said in response.json()["error_description"]


@pytest.mark.parametrize(
    ("is_excused", "client_type", "changes", "is_taken"),
    [
        (True, "confidential", {}, True),
        (True, "confidential", {"scope": "polls:read"}, False),
        (True, "public", {}, False),
        (False, "confidential", {}, False),
        (True, "confidential", {"code_challenge_method": "S256"}, False),
        (True, "confidential", {"code_challenge": VERIFIER}, False),
        (True, "confidential", {"code_challenge": "x", "code_challenge_method": "S256"}, False),
    ],
)
def test_only_an_excused_confidential_client_may_and_with_openid_alone(
    oidc, alice, make_client, browser_as, is_excused, client_type, changes, is_taken
):
    client = make_client("authorization-code", client_type, algorithm="RS256")
    pkce.set_optional(client.application, is_so=is_excused)

    response = browser_as(alice).get(ask(client, **{"scope": "openid"} | WITHOUT | changes))

    if is_taken:
        assert response.status_code == 200
    else:
        assert sent_back(response)["error"] == "invalid_request"


def test_the_admin_warns_and_excuses_no_public_application(client_of_people):
    application = client_of_people.application
    data = {
        "name": "Pollster",
        "authorization_grant_type": "authorization-code",
        "redirect_uris": "https://client.example/callback",
        "client_id": application.client_id,
        "pkce_is_optional": "on",
    }

    public = ApplicationForm(data | {"client_type": "public"}, instance=application)
    confidential = ApplicationForm(data | {"client_type": "confidential"}, instance=application)

    assert "pkce_is_optional" in public.errors
    assert "Warning" in str(confidential["pkce_is_optional"].help_text)
    confidential.save()
    assert OptionalPKCE.objects.filter(application=application).exists()


def test_so_does_the_command():
    options = {"grant": "authorization-code", "redirect_uri": ["https://client.example/"]}
    call_command("createapp", pkce_is_optional=True, **options)

    assert OptionalPKCE.objects.count() == 1
    with pytest.raises(CommandError, match="always needs PKCE"):
        call_command("createapp", pkce_is_optional=True, public=True, **options)
