"""The same pages by session, token and OAuth2: what goes over the wire, and how it ends."""

import re

from oauth2_provider.models import AccessToken
from playwright.sync_api import expect

from tests.browser.schemes import (
    choose,
    choose_by_token,
    choose_oauth,
    expect_counted,
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
