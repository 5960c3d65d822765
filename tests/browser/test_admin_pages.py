import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("path", ["", "accounts/token/", "accounts/token/add/", "accounts/user/"])
def test_the_admin_runs_under_the_content_security_policy(open_page, ada, path):
    page = open_page(ada)
    page.goto(f"/admin/{path}")

    expect(page.get_by_role("link", name="DRF Auth Reference")).to_be_visible()
    expect(page.get_by_role("link", name="View site")).to_have_attribute("href", "/")


def test_a_theme_chosen_in_the_admin_holds_on_the_site(open_page, ada):
    page = open_page(ada, color_scheme="light")
    page.goto("/admin/")
    page.get_by_role("button", name="Toggle theme").click()

    page.goto("/accounts/profile/")

    expect(page.locator("html")).to_have_css("color-scheme", "dark")
    expect(page.get_by_role("button", name="Dark theme")).to_have_attribute("aria-pressed", "true")
