"""Connected accounts and their end, on the page."""

import pytest
from django.contrib.auth import get_user_model
from social_django.models import UserSocialAuth

from tests.accounts.social.conftest import told

User = get_user_model()

PAGE = "/accounts/credentials/"


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
    stays = "This is your only way to sign in. Connect another one first."
    assert told(response) == ["That has ended, and no longer works." if ends else stays]


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
