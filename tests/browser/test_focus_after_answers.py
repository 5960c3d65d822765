"""After a form was sent, the focus is on what the answer has to say: readers of screens hear it."""

from playwright.sync_api import expect


def test_a_new_key_is_what_one_hears_of(open_page, alice):
    page = open_page(alice)
    page.goto("/accounts/credentials/")
    page.get_by_text("Create a token").click()
    page.get_by_label("Name", exact=True).fill("laptop")
    page.get_by_role("button", name="Create the token").click()

    expect(page.get_by_role("heading", name="Your new token")).to_be_focused()


def test_a_wrong_code_is_told_where_an_app_is_set_up(open_page, alice):
    page = open_page(alice)
    page.goto("/accounts/second-factor/app/")
    page.get_by_label("Code", exact=True).fill("000000")
    page.get_by_role("button", name="Turn it on").click()

    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_role("alert").get_by_role("link", name="Code")).to_be_visible()
