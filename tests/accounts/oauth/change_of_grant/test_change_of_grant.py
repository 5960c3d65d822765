"""An application that is registered for another grant loses what it was given."""

import pytest
from oauth2_provider.models import AccessToken, Grant, RefreshToken

from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.change_of_grant.conftest import CHANGES, save
from tests.accounts.oauth.conftest import redeeming

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("changes", "ends"), CHANGES)
def test_another_grant_or_type_ends_all_of_it(given, code_client, api, changes, ends):
    save(code_client.application, **changes)

    headers = {"Authorization": f"Bearer {given['access_token']}"}
    assert api.get("/polls/api/questions", headers=headers).status_code == (401 if ends else 200)
    assert AccessToken.objects.exists() is not ends
    assert RefreshToken.objects.filter(revoked=None).exists() is not ends
    assert Grant.objects.exists() is not ends


@pytest.mark.parametrize("changes", [changes for changes, ends in CHANGES if ends])
def test_nothing_of_it_is_refreshed_or_redeemed(given, code_client, post_token, changes):
    save(code_client.application, **changes)
    client = {"client_id": code_client.id}
    if "client_type" not in changes:
        client = code_client.credentials

    for data in (
        {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]},
        redeeming("another"),
    ):
        answer = post_token(**client, **data)
        assert answer.status_code == 400
        assert answer.json()["error"] in {"invalid_grant", "unauthorized_client"}


def test_going_back_does_not_bring_it_back(alice, given, code_client, post_token, browser_as):
    save(code_client.application, authorization_grant_type="client-credentials")
    save(code_client.application, authorization_grant_type="authorization-code")

    refresh = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    assert post_token(code_client, **refresh).json()["error"] == "invalid_grant"
    assert browser_as(alice).get(ask(code_client)).status_code == 200  # asked once more


def test_the_admin_does_it_too(ada, given, code_client, browser_as):
    url = f"/admin/oauth2_provider/application/{code_client.application.pk}/change/"
    browser = browser_as(ada)
    form = browser.get(url).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}

    answer = browser.post(url, data | {"authorization_grant_type": "client-credentials"})

    assert answer.status_code == 302
    assert not AccessToken.objects.exists()
