"""The docs can be read by everybody, copied from and searched."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.conftest import PASSWORD
from tests.manual.test_code_blocks import blocks

# The longest tables, the most code, a picture, and the pages around.
PAGES = ["", "choose/oauth2/", "how-to/serving/", "understand/architecture/"]
SEARCHES = ["search/?q=refresh token"]


@pytest.mark.parametrize("look", [PHONE, DESK], ids=["dark phone", "light desk"])
def test_every_kind_of_page_is_accessible_and_none_is_too_wide(
    open_page, db, look, assert_accessible
):
    page = open_page(viewport=look, color_scheme="dark" if look is PHONE else "light")
    for path in PAGES + SEARCHES:
        page.goto(f"/docs/{path}")
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= look["width"]


def test_code_is_copied_with_a_button(open_page, db):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto("/docs/choose/basic/")
    code = page.locator(".code").first

    code.get_by_role("button", name="Copy").click()

    expect(code.get_by_role("button")).to_have_text("Copied")
    assert "Authorization: Basic" in page.evaluate("navigator.clipboard.readText()")


def test_a_search_works_without_scripts(open_page, db):
    page = open_page(java_script_enabled=False)
    page.goto("/docs/")
    page.get_by_label("Search the docs").fill("unknown mistyped future")
    page.get_by_label("Search the docs").press("Enter")

    page.get_by_role("link", name="When a token is refused").click()

    assert page.url.endswith("/docs/choose/tokens/#when-a-token-is-refused")


def test_the_script_that_the_page_about_sessions_shows_signs_in(open_page, alice):
    (_page, script) = blocks("js")[0]
    page = open_page()
    page.goto("/accounts/auth/")

    page.evaluate(f"async ([username, password]) => {{ {script} }}", ["alice", PASSWORD])

    page.goto("/accounts/credentials/")
    assert page.url.endswith("/accounts/credentials/")
