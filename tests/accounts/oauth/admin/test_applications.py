"""Staff add and change applications in the admin, and see a secret once."""

import pytest
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from oauth2_provider.models import Application

from accounts.oauth import applications
from tests.accounts.oauth.admin.conftest import ADD, LIST, PASSWORD_APP, fill, shown
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def test_a_new_application_shows_its_secret_once(alice, admin, post_token):
    page = fill(admin, **PASSWORD_APP)

    secret, application = shown(page), Application.objects.get()
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "cannot be shown again" in page.content.decode()
    assert check_password(secret, application.client_secret)
    for again in [f"{LIST}{application.pk}/change/", LIST]:
        body = admin.get(again).content.decode()
        assert secret not in body
        assert application.client_secret not in body
    granted = post_token(
        client_id=application.client_id,
        client_secret=secret,
        grant_type="password",
        username="alice",
        password=PASSWORD,
    )
    assert granted.status_code == 200


def test_the_form_explains_the_grants_and_offers_no_others(admin):
    page = admin.get(ADD).content.decode()

    assert "Resource owner password-based" in page
    assert "RFC 9700 forbids it" in page
    for gone in ["Implicit", "hybrid"]:
        assert gone not in page


def test_a_client_id_and_a_secret_of_ones_own_are_taken(admin):
    secret = "a-secret-of-more-than-thirty-two-characters"

    page = fill(admin, **PASSWORD_APP, client_id="mine", client_secret=secret)

    assert shown(page) == secret
    assert check_password(secret, Application.objects.get(client_id="mine").client_secret)


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


def test_an_application_is_changed_and_keeps_its_secret(admin, password_client):
    application = password_client.application
    url = f"{LIST}{application.pk}/change/"
    fields = {"client_type": "confidential", "authorization_grant_type": "client-credentials"}

    response = admin.post(url, {"name": "Renamed", "redirect_uris": "", "user": "", **fields})

    assert response.status_code == 302
    changed = Application.objects.get(name="Renamed", client_id=application.client_id)
    assert changed.client_secret == application.client_secret


def test_a_grant_that_is_not_offered_is_refused_by_the_rule_as_well():
    application = Application(authorization_grant_type="implicit", client_type="confidential")

    with pytest.raises(ValidationError, match="not offered"):
        applications.clean(application)
