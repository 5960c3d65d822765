"""Staff add and change applications in the admin, and see a secret once."""

import pytest
from django.contrib.auth.hashers import check_password
from oauth2_provider.models import Application

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


def test_an_application_is_changed_and_keeps_its_secret(admin, password_client):
    application = password_client.application
    url = f"{LIST}{application.pk}/change/"
    fields = {"client_type": "confidential", "authorization_grant_type": "client-credentials"}

    response = admin.post(url, {"name": "Renamed", "redirect_uris": "", "user": "", **fields})

    assert response.status_code == 302
    changed = Application.objects.get(name="Renamed", client_id=application.client_id)
    assert changed.client_secret == application.client_secret
