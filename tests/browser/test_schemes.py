"""The same pages by session, token and OAuth2: what goes over the wire, and how it ends."""

import re
from datetime import timedelta

from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken
from playwright.sync_api import expect

from tests.browser.conftest import session_cookie
from tests.browser.schemes import (
    choose,
    choose_by_token,
    choose_oauth,
    expect_counted,
    sign_out,
    token_key,
)


def test_by_session_a_vote_carries_the_cookie_and_a_csrf_token(open_page, bob, vote):
    page = open_page(bob)

    headers = vote(page).all_headers()

    assert "sessionid" in headers["cookie"]
    assert headers["x-csrftoken"]
    assert "authorization" not in headers
    expect_counted(page)


def test_by_token_a_vote_carries_the_key_and_no_cookie(open_page, bob, vote, question):
    page = open_page(bob)

    choose_by_token(page)

    headers = vote(page).all_headers()
    assert headers["authorization"] == f"Token {token_key(page)}"
    assert "cookie" not in headers
    assert "x-csrftoken" not in headers
    expect_counted(page)


def test_the_token_ends_within_half_a_day(open_page, bob):
    page = open_page(bob)

    choose_by_token(page)

    ends_at = bob.tokens.get(name="This browser").expires_at
    assert ends_at <= timezone.now() + timedelta(hours=12)


def test_by_oauth2_a_vote_carries_a_bearer_that_this_tab_alone_knows(
    open_page, bob, vote, application
):
    page = open_page(bob)

    choose_oauth(page)

    headers = vote(page).all_headers()
    key = headers["authorization"].removeprefix("Bearer ")
    assert AccessToken.objects.get(user=bob).scope == "polls:read polls:vote"
    assert "cookie" not in headers
    expect_counted(page)
    kept = page.evaluate("JSON.stringify(localStorage) + document.cookie")
    assert key not in kept


def test_results_and_votes_over_the_api_need_no_javascript(open_page, bob, question):
    page = open_page(bob, java_script_enabled=False)
    page.goto(f"/polls/{question.pk}/")

    expect(page.get_by_role("button", name="API requests use:")).to_be_hidden()
    expect(page.get_by_role("button", name="Requests", exact=True)).to_be_hidden()
    page.get_by_role("radio", name="Coffee").check()
    page.get_by_role("button", name="Vote", exact=True).click()
    expect(page.get_by_role("listitem").filter(has_text="Coffee")).to_contain_text("your vote")


def test_who_does_not_allow_it_goes_on_by_session(
    open_page, bob, vote, application, assert_accessible
):
    page = open_page(bob)
    page.goto("/polls/")
    choose(page, "OAuth2")

    page.get_by_role("main").get_by_role("button", name="Do not allow").click()

    expect(page.get_by_role("alert")).to_contain_text("access_denied")
    assert_accessible(page)
    assert "x-csrftoken" in vote(page).all_headers()
    expect_counted(page)


def test_a_code_that_nobody_here_asked_for_is_not_redeemed(open_page, bob, application):
    page = open_page(bob)
    requests = []
    page.on("request", lambda request: requests.append(request.url))

    page.goto("/explore/callback/?code=planted&state=planted&iss=x")

    expect(page.get_by_role("alert")).to_contain_text("no_request")
    assert page.url.endswith("/explore/callback/")
    assert not any("/auth/token" in url for url in requests)


def test_without_a_registered_application_it_is_said_what_to_do(open_page, bob):
    page = open_page(bob, expect_errors=["404"])
    page.goto("/polls/")

    choose(page, "OAuth2")

    expect(page.get_by_role("alert")).to_contain_text("register a public application")
    expect(page.get_by_role("radio", name=re.compile("^Session"))).to_be_checked()


def test_what_broke_on_the_way_is_told_and_the_menu_stays_of_use(open_page, bob, application):
    page = open_page(bob, expect_errors=["502"])
    page.goto("/polls/")
    page.route(
        "**/.well-known/oauth-authorization-server**",
        lambda route: route.fulfill(status=502, body="<h1>Bad gateway</h1>"),
        times=1,
    )

    choose(page, "OAuth2")

    expect(page.get_by_role("alert")).to_contain_text("went wrong on the server (502)")
    expect(page.get_by_role("radio", name=re.compile("^Session"))).to_be_checked()
    page.get_by_role("radio", name=re.compile("^API token")).check()
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_text("This token expires")).to_be_visible()


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


def test_offline_a_change_of_scheme_is_told_and_can_be_sent_again(open_page, bob):
    page = open_page(bob, expect_errors=["ERR_INTERNET_DISCONNECTED"])
    page.goto("/polls/")
    page.context.set_offline(True)
    choose(page, "API token")
    expect(page.get_by_role("alert")).to_contain_text("offline")
    expect(page.get_by_role("radio", name=re.compile("^Session"))).to_be_checked()

    page.context.set_offline(False)

    expect(page.get_by_text("This token expires")).to_be_visible()
    expect(page.get_by_role("radio", name=re.compile("^API token"))).to_be_checked()


def test_arrow_keys_pass_by_schemes_and_change_nothing(open_page, bob):
    page = open_page(bob)
    page.goto("/polls/")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="API requests use:").click()
    page.get_by_role("radio", name=re.compile("^Session")).focus()

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")

    expect(page.get_by_role("radio", name=re.compile("^OAuth2"))).to_be_checked()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="API requests use:")).to_contain_text("Session")
    page.get_by_role("button", name="API requests use:").click()
    expect(page.get_by_role("radio", name=re.compile("^Session"))).to_be_checked()
    assert asked == []
    page.get_by_role("radio", name=re.compile("^Session")).focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This token expires")).to_be_visible()


def test_using_the_scheme_in_use_ends_nothing(open_page, bob, vote):
    page = open_page(bob)
    choose_by_token(page)
    key = token_key(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_role("button", name="Use it").click()

    assert vote(page).headers["authorization"] == f"Token {key}"
    assert not [url for url in asked if "/accounts/api/" in url]
    expect_counted(page)


def test_what_was_chosen_in_another_tab_shows_in_this_one(open_page, bob):
    page = open_page(bob)
    page.goto("/polls/")
    other = page.context.new_page()

    choose_by_token(other)

    expect(page.get_by_role("button", name="API requests use:")).to_contain_text("Token")


def test_the_last_of_two_quick_choices_holds(open_page, bob):
    page = open_page(bob)
    page.goto("/polls/")
    waiting = []
    page.route("**/accounts/api/tokens", lambda route: waiting.append(route), times=1)
    with page.expect_request("**/accounts/api/tokens"):
        choose(page, "API token")
    page.get_by_role("radio", name=re.compile("^Session")).check()
    page.get_by_role("button", name="Use it").click()
    expect(page.get_by_role("dialog")).to_have_attribute("aria-busy", "true")
    waiting[0].continue_()

    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(page.get_by_role("button", name="API requests use:")).to_contain_text("Session")
    assert token_key(page) is None
