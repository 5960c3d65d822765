"""Tokens are seen and deleted in the admin, and never made or shown."""

import pytest
from django.contrib.auth.models import Permission
from oauth2_provider.models import AccessToken, Application, Grant, RefreshToken

from tests.accounts.oauth.admin.conftest import LIST

pytestmark = pytest.mark.django_db


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
