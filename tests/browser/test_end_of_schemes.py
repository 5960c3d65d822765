"""A token of a scheme ends with the session, and nobody else inherits it."""

from datetime import timedelta

from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken

from tests.browser.conftest import session_cookie
from tests.browser.schemes import (
    choose_by_token,
    choose_oauth,
    sign_out,
    token_key,
)


def test_the_token_ends_within_half_a_day(open_page, bob):
    page = open_page(bob)

    choose_by_token(page)

    ends_at = bob.tokens.get(name="This browser").expires_at
    assert ends_at <= timezone.now() + timedelta(hours=12)


def test_signing_out_ends_the_token_and_its_cookie(open_page, bob):
    page = open_page(bob)
    choose_by_token(page)
    page.keyboard.press("Escape")

    sign_out(page)

    assert token_key(page) is None
    assert bob.tokens.get(name="This browser").revoked_at


def test_signing_out_ends_the_grant(open_page, bob, application):
    page = open_page(bob)
    choose_oauth(page)

    sign_out(page)

    assert not AccessToken.objects.filter(user=bob).exists()
    assert not RefreshToken.objects.filter(user=bob, revoked=None).exists()
    assert page.evaluate("sessionStorage.getItem('oauth')") is None


def test_another_person_does_not_inherit_the_token(open_page, alice, bob, live_server):
    page = open_page(bob)
    choose_by_token(page)

    page.context.add_cookies([session_cookie(alice, live_server.url)])
    page.goto("/polls/")

    assert token_key(page) is None


def test_another_person_in_the_same_tab_ends_the_grant(
    open_page, alice, bob, application, live_server
):
    page = open_page(bob)
    choose_oauth(page)

    page.context.add_cookies([session_cookie(alice, live_server.url)])
    with page.expect_response("**/auth/revoke-token*") as revoked:
        page.goto("/polls/")

    assert revoked.value.status == 200
    assert not AccessToken.objects.filter(user=bob).exists()
    assert page.evaluate("sessionStorage.getItem('oauth')") is None
