"""No token and no reset changes the second factor, and nobody shows its secret."""

import pytest
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from rest_framework.test import APIClient

from accounts.models import User
from accounts.passwords.links import reset_links
from accounts.second_factor import factors
from accounts.second_factor.models import AuthenticatorApp
from tests.accounts.second_factor.conftest import code
from tests.accounts.second_factor.test_turning_on_and_off import API, PAGES, set_up


def test_a_sealed_secret_serves_its_owner_only(alice, bob, browser_as):
    secret, sealed = set_up(browser_as(alice))
    answer = browser_as(bob).post(f"{PAGES}app/", {"sealed": sealed, "code": code(secret)})
    assert answer.status_code == 200
    assert not factors.is_on(bob)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("post", "/setup"),
        ("post", "/setup/confirm"),
        ("post", "/recovery-codes"),
        ("delete", "/app"),
        ("delete", ""),
    ],
)
def test_no_token_changes_it(alice, factor, api_as, method, path):
    answer = getattr(api_as(alice), method)(API + path)
    assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")
    assert factors.is_on(alice)
    assert getattr(APIClient(), method)(API + path).status_code == 401


def test_a_password_reset_leaves_it_on(alice, factor):
    uid, browser = urlsafe_base64_encode(force_bytes(alice.pk)), Client()
    link = f"/accounts/password/reset/{uid}/{reset_links.make_token(alice)}/"
    new = {"new_password1": "staple horse battery", "new_password2": "staple horse battery"}
    browser.post(browser.get(link)["Location"], new)
    alice = User.objects.get()
    assert alice.check_password("staple horse battery")
    assert factors.is_on(alice)
    assert "_auth_user_id" not in browser.session


def test_the_secret_is_shown_by_nobody(alice, factor, ada, browser_as):
    sealed = AuthenticatorApp.objects.get().secret
    for page in (PAGES, "/accounts/credentials/", API):
        assert sealed not in browser_as(alice).get(page).content.decode()
