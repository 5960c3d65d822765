"""The pages around Explore have the look of the site, and lead on."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_explore import REFUSALS


def test_a_refusal_leads_to_what_its_code_means(open_page, alice):
    page = open_page(alice, expect_errors=REFUSALS)
    page.goto("/explore/?endpoint=me&credentials=none")
    page.get_by_role("button", name="Run", exact=True).click()

    page.get_by_role("link", name="What this code means").click()

    assert page.url.endswith("/docs/reference/errors/#not_authenticated")


PAGES = ["/explore/", "/explore/style/", "/explore/callback/"]


@pytest.mark.parametrize("look", [PHONE, DESK], ids=["dark phone", "light desk"])
def test_every_page_is_accessible_and_none_is_too_wide(open_page, alice, look, assert_accessible):
    scheme = "dark" if look is PHONE else "light"
    for user, paths in ((alice, PAGES), (None, ["/explore/"])):
        page = open_page(user, viewport=look, color_scheme=scheme)
        for path in paths:
            page.goto(path)
            assert_accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= look["width"]


def test_without_javascript_the_table_is_there_to_read(open_page, alice):
    page = open_page(alice, java_script_enabled=False)
    page.goto("/explore/")

    expect(page.locator("noscript p")).to_be_visible()
    expect(page.get_by_role("row", name="GET /accounts/api/me GET")).to_contain_text("401")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_disabled()


def test_a_link_chooses_and_runs_nothing(open_page, alice):
    page = open_page(alice)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/explore/?endpoint=create&credentials=token&x=%22]&password=x")

    expect(page.get_by_label("Endpoint")).to_have_value("create")
    expect(page.get_by_label("Credentials")).to_have_value("token")
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if "/polls/api" in url or "/accounts/api" in url]
