"""The same pages by session, token and OAuth2: what goes over the wire, and how it ends."""

from oauth2_provider.models import AccessToken
from playwright.sync_api import expect

from tests.browser.schemes import (
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
