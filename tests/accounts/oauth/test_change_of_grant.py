"""An application that is registered for another grant loses what the old one gave."""

import pytest
from oauth2_provider.models import AccessToken, Application, Grant, RefreshToken

from tests.accounts.oauth.conftest import redeeming
from tests.accounts.oauth.test_consent import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def given(alice, code_client, make_code, post_token):
    """Alice's grants to the application: tokens, and a code that is not redeemed yet."""
    tokens = post_token(code_client, **make_code(code_client, alice)).json()
    make_code(code_client, alice, code="another")
    return tokens


def save(application, **changes):
    application = Application.objects.get(pk=application.pk)
    for field, value in changes.items():
        setattr(application, field, value)
    application.save()


CHANGES = [
    ({"authorization_grant_type": "client-credentials"}, True),
    ({"authorization_grant_type": "password"}, True),
    ({"client_type": "public"}, True),
    ({"name": "Another name"}, False),
    ({"redirect_uris": "https://client.example/callback https://b.example/cb"}, False),
    ({}, False),
]


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


def test_past_the_signal_nothing_is_refreshed_for_nobody(given, code_client, post_token):
    Application.objects.update(authorization_grant_type="client-credentials")

    refresh = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    answer = post_token(code_client, **refresh)

    assert answer.json()["error"] == "unauthorized_client"


@pytest.mark.parametrize("changes", [changes for changes, ends in CHANGES if ends])
def test_past_the_signal_nothing_that_was_allowed_is_refreshed_or_redeemed(
    given, code_client, post_token, changes
):
    Application.objects.update(**changes)
    client = {"client_id": code_client.id}
    if "client_type" not in changes:
        client = code_client.credentials
    refresh = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    for data in (refresh, redeeming("another")):
        answer = post_token(**client, **data)
        assert answer.status_code == 400
        assert answer.json()["error"] in {"invalid_grant", "unauthorized_client"}


def test_a_code_buys_no_more_than_the_person_allowed(given, code_client, post_token):
    Grant.objects.update(scope="polls:read polls:vote polls:write")
    answer = post_token(code_client, **redeeming("another"))
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_a_new_secret_or_address_ends_no_tokens(given, code_client, post_token):
    Application.objects.update(redirect_uris="https://client.example/callback https://b.example/")
    refresh = {"grant_type": "refresh_token", "refresh_token": given["refresh_token"]}
    assert post_token(code_client, **refresh).status_code == 200


def test_what_others_were_given_stays(given, bob, make_client, make_code, post_token, code_client):
    other = make_client("authorization-code", name="Other")
    post_token(other, **make_code(other, bob, code="of another"))

    save(code_client.application, authorization_grant_type="password")

    assert AccessToken.objects.get().application == other.application


def test_the_admin_does_it_too(ada, given, code_client, browser_as):
    url = f"/admin/oauth2_provider/application/{code_client.application.pk}/change/"
    browser = browser_as(ada)
    form = browser.get(url).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}

    answer = browser.post(url, data | {"authorization_grant_type": "client-credentials"})

    assert answer.status_code == 302
    assert not AccessToken.objects.exists()


def test_new_applications_and_fixtures_are_left_alone(given, code_client, make_client):
    make_client("password", name="New")
    application = Application.objects.get(pk=code_client.application.pk)
    application.authorization_grant_type = "password"
    application.save_base(raw=True)

    assert AccessToken.objects.exists()
