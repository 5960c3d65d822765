from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken

pytestmark = pytest.mark.django_db


@pytest.fixture
def refresh(post_token, password_client):
    def post(refresh_token, client=password_client, **data):
        return post_token(client, grant_type="refresh_token", refresh_token=refresh_token, **data)

    return post


@pytest.fixture
def is_alive(api):
    def ask(access_token):
        headers = {"Authorization": f"Bearer {access_token}"}
        status = api.get("/accounts/api/me", headers=headers).status_code
        assert status in {401, 403}  # 403: known, but without the scope for this
        return status == 403

    return ask


def test_it_trades_the_refresh_token_for_new_tokens(alice, sign_in, refresh, is_alive):
    first = sign_in(alice)

    second = refresh(first["refresh_token"]).json()

    assert second["refresh_token"] != first["refresh_token"]
    assert is_alive(second["access_token"])
    assert not is_alive(first["access_token"])


def test_a_spent_one_is_refused_and_ends_the_family(alice, sign_in, refresh, is_alive):
    first = sign_in(alice)
    second = refresh(first["refresh_token"]).json()

    replay = refresh(first["refresh_token"])

    assert replay.status_code == 400
    assert replay.json()["error"] == "invalid_grant"
    assert not is_alive(second["access_token"])
    assert refresh(second["refresh_token"]).json()["error"] == "invalid_grant"


def test_another_family_lives_on(alice, sign_in, refresh, is_alive):
    first, other = sign_in(alice), sign_in(alice)
    refresh(first["refresh_token"])
    refresh(first["refresh_token"])

    assert is_alive(other["access_token"])


@pytest.mark.parametrize("scope", ["polls:write", "polls:read polls:write", "profile"])
def test_it_cannot_widen_the_scope(alice, sign_in, refresh, scope):
    response = refresh(sign_in(alice)["refresh_token"], scope=scope)

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_scope"


def test_another_client_cannot_use_it(alice, sign_in, refresh, make_client):
    response = refresh(sign_in(alice)["refresh_token"], client=make_client("password"))

    assert response.json()["error"] == "invalid_grant"


@pytest.mark.parametrize("token", ["unknown", "x" * 10_000])
def test_an_unknown_one_is_refused(alice, password_client, refresh, token):
    assert refresh(token).json()["error"] == "invalid_grant"


def test_an_inactive_user_is_refused(alice, sign_in, refresh):
    granted = sign_in(alice)
    type(alice)._base_manager.update(is_active=False)  # past save(), which would revoke it

    assert refresh(granted["refresh_token"]).json()["error"] == "invalid_grant"


def test_one_made_in_the_future_is_refused(alice, sign_in, refresh):
    granted = sign_in(alice)
    RefreshToken.objects.update(created=timezone.now() + timedelta(days=30))

    assert refresh(granted["refresh_token"]).json()["error"] == "invalid_grant"


LIFETIME = timedelta(seconds=settings.OAUTH2_PROVIDER["REFRESH_TOKEN_EXPIRE_SECONDS"])


@pytest.mark.parametrize(
    ("age", "status"), [(LIFETIME - timedelta(minutes=1), 200), (LIFETIME, 400)]
)
def test_refreshing_ends_however_often_it_was_done(alice, sign_in, refresh, age, status):
    """The first token of the family counts, not the last."""
    first = sign_in(alice)
    second = refresh(first["refresh_token"]).json()
    RefreshToken.objects.exclude(revoked=None).update(created=timezone.now() - age)

    assert refresh(second["refresh_token"]).status_code == status


def test_an_unused_one_ends_too(alice, sign_in, refresh):
    granted = sign_in(alice)
    AccessToken.objects.update(expires=timezone.now() - LIFETIME)

    assert refresh(granted["refresh_token"]).json()["error"] == "invalid_grant"


def test_a_lost_access_token_does_not_come_back(alice, sign_in, refresh):
    granted = sign_in(alice)
    AccessToken.objects.all().delete()

    assert refresh(granted["refresh_token"]).json()["error"] == "invalid_grant"


def test_a_program_that_signs_in_again_and_again_holds_a_bounded_number(
    alice, bob, sign_in, refresh, is_alive, monkeypatch
):
    monkeypatch.setattr("accounts.oauth.families.MOST", 2)
    of_bob = sign_in(bob)
    first, *_more, last = [sign_in(alice) for _ in range(4)]

    assert RefreshToken.objects.filter(user=alice, revoked=None).count() == 2
    assert refresh(first["refresh_token"]).status_code == 400
    assert not is_alive(first["access_token"])
    assert refresh(last["refresh_token"]).status_code == 200
    assert refresh(of_bob["refresh_token"]).status_code == 200
