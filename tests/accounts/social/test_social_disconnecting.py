"""Connected accounts and their end, on the page and by the API."""

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from oauth2_provider.models import AccessToken
from social_django.models import UserSocialAuth

from accounts import credentials
from accounts.ends import Event
from tests.accounts.social.conftest import told

User = get_user_model()
PAGE = "/accounts/credentials/"


@pytest.fixture
def connect(db, demo_provider):
    def make(user, uid, provider="demo"):
        return UserSocialAuth.objects.create(user=user, provider=provider, uid=uid)

    return make


@pytest.fixture
def dora(make_user):
    """Without a password: her social accounts are her only ways in."""
    dora = make_user("dora")
    key = dora.initial_token
    User._base_manager.filter(pk=dora.pk).update(password="!")
    dora = User.objects.get(pk=dora.pk)
    dora.initial_token = key
    return dora


def disconnect(browser, account):
    return browser.post(f"/accounts/credentials/social/{account.pk}/revoke/")


def test_the_page_shows_what_is_connected(alice, bob, connect, browser_as):
    connect(alice, "alice-there")
    connect(bob, "bob-there")

    page = browser_as(alice).get(PAGE).content.decode()

    assert "alice-there" in page
    assert "bob-there" not in page
    assert "Connect Demo provider" in page


def test_the_page_shows_what_can_no_longer_sign_in(alice, connect, browser_as):
    connect(alice, "alice-there", provider="github")

    page = browser_as(alice).get(PAGE).content.decode()

    assert "alice-there" in page
    assert "Connect github" not in page


@pytest.mark.parametrize(
    ("person", "others", "ends"),
    [
        ("alice", [], True),  # she has a password
        ("dora", [], False),
        ("dora", ["demo"], True),
        ("dora", ["github"], False),  # it is switched off
    ],
)
def test_the_last_way_in_stays(person, others, ends, alice, dora, connect, browser_as):
    user = {"alice": alice, "dora": dora}[person]
    account = connect(user, "one")
    for other in others:
        connect(user, "two", other)

    response = disconnect(browser_as(user), account)

    assert response["Location"] == PAGE
    assert UserSocialAuth.objects.filter(pk=account.pk).exists() != ends
    expected = [] if ends else ["This is your only way to sign in. Connect another one first."]
    assert told(response) == expected


def test_anothers_account_is_not_found(alice, bob, connect, browser_as):
    account = connect(bob, "bob-there")

    assert disconnect(browser_as(alice), account).status_code == 404
    assert disconnect(browser_as(bob), account).status_code == 302


def test_it_takes_a_post_with_csrf_token_of_somebody_signed_in(alice, connect, browser, client):
    account = connect(alice, "alice-there")

    assert disconnect(browser, account).status_code == 403
    assert disconnect(client, account)["Location"].startswith("/accounts/auth/")
    assert client.get(f"/accounts/credentials/social/{account.pk}/revoke/").status_code != 200
    assert UserSocialAuth.objects.exists()


# By the API ----------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/auth/disconnect-backend", "/auth/disconnect-backend/"])
def test_a_program_disconnects(alice, connect, api_as, path):
    account = connect(alice, "alice-there")

    response = api_as(alice).post(path, {"backend": "demo", "association_id": account.pk})

    assert response.status_code == 204
    assert not UserSocialAuth.objects.exists()


def test_where_there_is_one_no_id_is_needed(alice, connect, api_as):
    connect(alice, "alice-there")

    response = api_as(alice).post("/auth/disconnect-backend", {"backend": "demo"})

    assert response.status_code == 204


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"backend": "demo"}, 400),  # there are two
        ({"backend": "nowhere"}, 404),
        ({"backend": "\0"}, 400),
        ({"backend": "demo", "association_id": "x"}, 400),
        ({"backend": "demo", "association_id": -1}, 400),
        ({"backend": "demo", "association_id": 10**30}, 400),
        ({"backend": "demo", "association_id": 2**62}, 404),
        ([], 400),
    ],
)
def test_a_wrong_request_is_told_in_the_shape_of_oauth2(alice, connect, api_as, body, status):
    connect(alice, "one")
    connect(alice, "two")

    response = api_as(alice).post("/auth/disconnect-backend", body, format="json")

    assert response.status_code == status
    assert response.json().keys() == {"error", "error_description"}
    assert UserSocialAuth.objects.count() == 2


def test_the_api_keeps_the_last_way_in_too(dora, connect, api_as):
    connect(dora, "dora-there")

    response = api_as(dora).post("/auth/disconnect-backend", {"backend": "demo"})

    assert response.status_code == 400
    assert "only way" in response.json()["error_description"]


def test_anothers_is_not_found_by_the_api(alice, bob, connect, api_as):
    account = connect(bob, "bob-there")

    response = api_as(alice).post(
        "/auth/disconnect-backend", {"backend": "demo", "association_id": account.pk}
    )

    assert response.status_code == 404


@pytest.mark.parametrize(
    ("caller", "status"),
    [
        ("nobody", 401),
        ("token", 204),
        ("session without csrf", 403),
        ("application trusted with passwords", 204),
        ("other application", 403),
        ("application that acts for nobody", 403),
    ],
)
def test_who_may_disconnect(
    caller, status, alice, connect, api, api_as, browser, make_client, make_access_token
):
    connect(alice, "alice-there")
    grants = {
        "application trusted with passwords": "password",
        "other application": "authorization-code",
        "application that acts for nobody": "client-credentials",
    }
    if caller == "token":
        api = api_as(alice)
    elif caller == "session without csrf":
        browser.force_login(alice)
        api = browser
    elif grant := grants.get(caller):
        user = None if grant == "client-credentials" else alice
        make_access_token(user, application=make_client(grant).application)
        assert AccessToken.objects.exists()
        api.credentials(HTTP_AUTHORIZATION="Bearer an-access-token")

    response = api.post("/auth/disconnect-backend", {"backend": "demo"})

    assert response.status_code == status
    assert UserSocialAuth.objects.exists() == (status != 204)


def test_of_several_that_are_to_end_all_do_or_none(dora, connect):
    accounts = [connect(dora, "there"), connect(dora, "there-too")]
    chosen = [f"social.{account.pk}" for account in accounts]

    with pytest.raises(credentials.CannotEnd):
        credentials.end_chosen(dora, chosen, event=Event.ALL_ENDED, now=timezone.now())

    assert UserSocialAuth.objects.filter(user=dora).count() == 2
