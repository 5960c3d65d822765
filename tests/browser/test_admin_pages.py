import pytest
from oauth2_provider.models import Application
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


def test_a_new_secret_can_be_copied_and_reloading_makes_no_other(
    open_page, ada, application, assert_accessible
):
    page = open_page(ada, permissions=["clipboard-read", "clipboard-write"])
    page.goto("/admin/oauth2_provider/application/")
    page.get_by_role("row", name="password grant").get_by_role("checkbox").check()
    page.locator("select[name=action]").select_option("new_secret")
    page.get_by_role("button", name="Go", exact=True).click()
    page.get_by_role("button", name="Create a new secret").click()
    secret = page.locator("#client-secret").inner_text()
    made = Application.objects.get(client_id="demo-confidential").client_secret

    page.get_by_role("button", name="Copy").last.click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == secret
    assert_accessible(page)
    page.reload()

    expect(page.locator("#client-secret")).to_have_count(0)
    assert Application.objects.get(client_id="demo-confidential").client_secret == made
