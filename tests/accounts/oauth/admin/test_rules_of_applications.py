"""Applications that are unsafe are refused in the admin, in words."""

import pytest
from django.core.exceptions import ValidationError
from oauth2_provider.models import Application

from accounts.oauth import validation
from tests.accounts.oauth.admin.conftest import PASSWORD_APP, fill, shown

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_secret": "short"},
        {"client_type": "public"},
        {"authorization_grant_type": "implicit"},
        {"authorization_grant_type": "openid-hybrid"},
        {"authorization_grant_type": "authorization-code", "redirect_uris": ""},
        {"authorization_grant_type": "authorization-code", "redirect_uris": "http://a.example/"},
        {"authorization_grant_type": "authorization-code", "redirect_uris": "javascript:alert(1)"},
        {"authorization_grant_type": "authorization-code", "redirect_uris": "https://*.example/"},
    ],
)
def test_an_unsafe_application_is_refused_in_words(admin, wrong):
    page = fill(admin, **PASSWORD_APP | wrong)

    assert page.context["adminform"].form.errors
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "uri",
    ["https://app.example/cb", "http://127.0.0.1/cb", "http://[::1]/cb", "http://localhost:8000/"],
)
def test_a_public_application_has_no_secret(admin, uri):
    page = fill(
        admin,
        name="App",
        client_type="public",
        authorization_grant_type="authorization-code",
        redirect_uris=uri,
    )

    assert shown(page) is None
    assert "has no secret" in page.content.decode()
    assert Application.objects.get().redirect_uris == uri


@pytest.mark.parametrize("has_key", [False, True])
def test_id_tokens_are_signed_where_there_is_a_key(admin, settings, key, has_key):
    settings.OAUTH2_PROVIDER = {
        **settings.OAUTH2_PROVIDER,
        "OIDC_ENABLED": has_key,
        "OIDC_RSA_PRIVATE_KEY": key if has_key else "",
    }
    fill(admin, **PASSWORD_APP)

    assert Application.objects.get().algorithm == ("RS256" if has_key else "")


def test_a_grant_that_is_not_offered_is_refused_by_the_rule_as_well():
    application = Application(authorization_grant_type="implicit", client_type="confidential")

    with pytest.raises(ValidationError, match="not offered"):
        validation.clean(application)
