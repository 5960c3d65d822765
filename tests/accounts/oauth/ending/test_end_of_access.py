"""Each end of access ends the tokens of applications."""

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, Grant, RefreshToken

from accounts import credentials

pytestmark = pytest.mark.django_db


def deactivate(user, browser_as, ada):
    user.is_active = False
    user.save()


def set_password(user, browser_as, ada):
    user.set_password("another correct horse")
    user.save()


def sign_out_everywhere(user, browser_as, ada):
    browser_as(user).post("/accounts/credentials/end/")


def deactivate_in_the_admin(user, browser_as, ada):
    """Save the form as it is shown, with one box unticked."""
    browser, url = browser_as(ada), f"/admin/accounts/user/{user.pk}/change/"
    shown = browser.get(url).context["adminform"].form.initial
    fields = {"username": shown["username"], "email": shown["email"], "time_zone": "UTC"}
    browser.post(url, fields | {"date_joined_0": "2026-01-01", "date_joined_1": "00:00"})


@pytest.mark.parametrize(
    "end", [deactivate, set_password, sign_out_everywhere, deactivate_in_the_admin]
)
def test_it_ends(
    alice,
    bob,
    ada,
    sign_in,
    make_code,
    public_client,
    password_client,
    post_token,
    api,
    browser_as,
    end,
):
    granted = sign_in(alice)
    sign_in(bob)
    code = make_code(public_client, alice)

    end(alice, browser_as, ada)

    headers = {"Authorization": f"Bearer {granted['access_token']}"}
    assert api.get("/accounts/api/me", headers=headers).status_code == 401
    refreshed = post_token(
        password_client, grant_type="refresh_token", refresh_token=granted["refresh_token"]
    )
    assert refreshed.json()["error"] == "invalid_grant"
    assert post_token(public_client, **code).json()["error"] == "invalid_grant"
    assert AccessToken.objects.get().user == bob
    assert RefreshToken.objects.get(revoked=None).user == bob
    assert not Grant.objects.exists()


def test_what_ended_is_counted(alice, sign_in):
    sign_in(alice)

    ended = credentials.end_access(alice, now=timezone.now())

    assert ended["refresh_tokens"] == ended["access_tokens"] == 1
