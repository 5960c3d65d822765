"""Staff renew secrets and end access in the admin, and see no credential."""

import pytest
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import Permission
from oauth2_provider.models import AccessToken, Application, Grant, RefreshToken

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


@pytest.mark.parametrize(
    "model", ["accesstoken", "refreshtoken", "grant", "idtoken", "application"]
)
def test_every_page_opens_and_shows_no_credential(
    alice, admin, sign_in, make_code, code_client, password_client, model
):
    granted = sign_in(alice)
    make_code(code_client, alice, code="a-secret-code")
    pages = [f"/admin/oauth2_provider/{model}/"]
    row = {"accesstoken": AccessToken, "refreshtoken": RefreshToken, "grant": Grant}.get(
        model, Application
    ).objects.first()
    if model != "idtoken":
        pages.append(f"/admin/oauth2_provider/{model}/{row.pk}/change/")

    for page in pages:
        response = admin.get(page)
        body = response.content.decode()
        assert response.status_code == 200
        assert "View on site" not in body
        for secret in [granted["access_token"], granted["refresh_token"], "a-secret-code"]:
            assert secret not in body


@pytest.mark.parametrize("model", ["accesstoken", "refreshtoken", "grant", "idtoken"])
def test_nothing_is_issued_or_changed_by_hand(admin, model):
    assert admin.get(f"/admin/oauth2_provider/{model}/add/").status_code == 403


@pytest.mark.parametrize("model", ["accesstoken", "refreshtoken"])
@pytest.mark.parametrize("by", ["page", "list"])
def test_deleting_a_token_ends_its_pair(alice, admin, sign_in, model, by):
    sign_in(alice)
    row = {"accesstoken": AccessToken, "refreshtoken": RefreshToken}[model].objects.get()
    url = f"/admin/oauth2_provider/{model}/"

    if by == "page":
        admin.post(f"{url}{row.pk}/delete/", {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        admin.post(url, chosen)

    assert not AccessToken.objects.exists()
    assert not RefreshToken.objects.filter(revoked=None).exists()


@pytest.mark.parametrize("what", ["user", "application"])
def test_who_holds_tokens_can_be_deleted(alice, admin, sign_in, password_client, what):
    sign_in(alice)
    url = {
        "user": f"/admin/accounts/user/{alice.pk}/delete/",
        "application": f"{LIST}{password_client.application.pk}/delete/",
    }[what]

    response = admin.post(url, {"post": "yes"})

    assert response.status_code == 302
    assert not AccessToken.objects.exists()
    assert not RefreshToken.objects.exists()


def test_who_may_only_look_sees_no_form(make_user, browser_as, password_client):
    clerk = make_user("clerk", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_application"))
    page = browser_as(clerk).get(f"{LIST}{password_client.application.pk}/change/")

    assert page.status_code == 200
    assert password_client.application.client_secret not in page.content.decode()
