"""Staff renew secrets and end the access of applications in the admin."""

import pytest
from django.contrib.auth.hashers import check_password
from oauth2_provider.models import AccessToken, Application, RefreshToken

from tests.accounts.oauth.admin.conftest import LIST, shown

pytestmark = pytest.mark.django_db


def run(admin, action, *applications, **form):
    chosen = [application.pk for application in applications]
    form = {"action": action, "_selected_action": chosen} | form
    return admin.post(LIST, form, follow=True)


def test_a_new_secret_is_made_when_it_is_confirmed(admin, password_client):
    page = run(admin, "new_secret", password_client.application)

    assert "The old one stops working at once" in page.content.decode()
    application = Application.objects.get()
    assert check_password(password_client.secret, application.client_secret)


def test_a_new_secret_replaces_the_old(admin, password_client):
    page = run(admin, "new_secret", password_client.application, confirmed="yes")

    application = Application.objects.get()
    assert check_password(shown(page), application.client_secret)
    assert not check_password(password_client.secret, application.client_secret)


def test_a_public_application_gets_no_new_secret(admin, public_client):
    page = run(admin, "new_secret", public_client.application, confirmed="yes")

    assert "one confidential application" in page.content.decode()
    assert shown(page) is None


def test_neither_do_two_at_once(admin, password_client, code_client):
    both = [password_client.application, code_client.application]
    assert run(admin, "new_secret", *both, confirmed="yes")
    assert check_password(
        password_client.secret,
        Application.objects.get(pk=password_client.application.pk).client_secret,
    )


def test_all_access_of_an_application_can_be_ended(alice, admin, sign_in, password_client):
    sign_in(alice)

    run(admin, "end_access", password_client.application)

    assert not AccessToken.objects.exists()
    assert not RefreshToken.objects.filter(revoked=None).exists()
