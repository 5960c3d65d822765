"""Steps for tests of the schemes: choose one, and see what it left."""

import re

from playwright.sync_api import expect

POLLS = re.compile("(?<!=)/polls/$")


def settle(page):
    """Wait for the scripts of a page that has just come: until then its forms go by session."""
    page.wait_for_load_state()


def choose(page, scheme):
    page.get_by_role("button", name="API requests use:").click()
    page.get_by_role("radio", name=re.compile(f"^{scheme}")).check()
    page.get_by_role("button", name="Use it").click()


def choose_by_token(page):
    """In the header of /polls/, and wait until there is one."""
    page.goto("/polls/")
    choose(page, "API token")
    expect(page.get_by_text("This token expires")).to_be_visible()


def choose_at_sign_in(page, scheme):
    """On the sign-in page, before it is sent."""
    page.get_by_text("Advanced").click()
    page.get_by_role("radio", name=re.compile(f"^{scheme}")).check()


def choose_oauth(page):
    """In the header of /polls/, and allow what the page asks for."""
    page.goto("/polls/")
    choose(page, "OAuth2")
    page.get_by_role("main").get_by_role("button", name="Allow", exact=True).click()
    expect(page).to_have_url(POLLS)
    expect(page.get_by_role("button", name="API requests use:")).to_contain_text("OAuth2")


def sign_out(page):
    """In the header's menu."""
    page.get_by_role("button", name="Account").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile("/accounts/auth/"))


def expect_counted(page):
    expect(page.get_by_role("status").filter(has_text="Your vote is counted.")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="Coffee")).to_contain_text("your vote")


def token_cookie(page):
    return next((c for c in page.context.cookies() if c["name"] == "token"), None)


def token_key(page):
    """The key in the cookie, which names its owner first."""
    cookie = token_cookie(page)
    return cookie and cookie["value"].split(":")[1]


def write_question(page, text="Sea or hills?", choices=("Sea", "Hills")):
    """Fill in /polls/new/, and send nothing."""
    page.goto("/polls/new/")
    page.get_by_label("Question").fill(text)
    for i, choice in enumerate(choices):
        page.get_by_role("textbox", name="Choice").nth(i).fill(choice)
