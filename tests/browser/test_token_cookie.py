"""The token cookie names its owner, and a new sign-in ends the former token."""

from playwright.sync_api import expect

from polls.models import Vote
from tests.browser.schemes import choose_by_token, token_cookie
from tests.browser.test_left_open import OLDER
from tests.browser.test_sign_in import sign_in


def test_the_token_cookie_names_its_owner_and_ends_with_the_browser(open_page, bob):
    page = open_page(bob)
    choose_by_token(page)

    cookie = token_cookie(page)

    owner, key = cookie["value"].split(":")
    assert owner == str(bob.pk)
    assert bob.tokens.get(name="This browser").hint == key[:8]
    assert (cookie["sameSite"], cookie["path"], cookie["expires"]) == ("Strict", "/", -1)


def test_signing_in_for_a_token_in_another_tab_ends_the_former_one(open_page, alice, bob, question):
    page = open_page(bob)
    choose_by_token(page)
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("radio", name="Coffee").check()
    other = page.context.new_page()
    other.goto("/accounts/logout/")
    other.get_by_role("main").get_by_role("button", name="Sign out").click()
    sign_in(other, username="alice")
    expect(other.get_by_role("button", name="Account")).to_have_attribute("title", "alice")
    expect(other.get_by_role("button", name="API requests use:")).to_contain_text("Token")

    page.get_by_role("button", name="Vote", exact=True).click()

    expect(page.get_by_role("alert")).to_contain_text(OLDER)
    assert not Vote.objects.exists()
    assert bob.tokens.get(name="This browser").revoked_at
    other.wait_for_function(f"document.cookie.includes('token={alice.pk}:')")
