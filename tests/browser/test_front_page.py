"""The front page runs what it shows, and says the same without scripts."""

import pytest
from playwright.sync_api import expect

from demo import data
from tests.browser.conftest import DESK, PHONE


@pytest.fixture
def demo(db, settings):
    settings.DEBUG = True
    data.seed()


def test_a_stranger_runs_both_requests(open_page, demo):
    page = open_page(expect_errors=["401"])
    page.goto("/")
    for name, line, part in [
        ("none", "401 Unauthorized · ", "not_authenticated"),
        ("token", "200 OK · ", '"alice"'),
    ]:
        exchange = page.locator(f"[data-exchange={name}]")
        exchange.get_by_role("button", name="Run it").click()
        expect(exchange.locator("[data-answer-line]")).to_contain_text(line)
        expect(exchange.locator("[data-answer-headers]")).to_contain_text("x-request-id")
        expect(exchange.locator("[data-answer-body]")).to_contain_text(part)
    assert "dar_" not in page.locator("[data-front]").inner_text()


def test_without_the_demo_it_runs_what_needs_no_credentials(open_page, db):
    page = open_page()
    page.goto("/")

    expect(page.get_by_role("button", name="Run it")).to_have_count(1)


@pytest.mark.parametrize(
    ("viewport", "color_scheme", "java_script_enabled"),
    [(DESK, "light", True), (PHONE, "dark", True), (DESK, "dark", False)],
    ids=["desk", "phone and dark", "without scripts"],
)
def test_everybody_can_read_it(
    open_page, demo, assert_accessible, viewport, color_scheme, java_script_enabled
):
    page = open_page(
        viewport=viewport, color_scheme=color_scheme, java_script_enabled=java_script_enabled
    )
    page.goto("/")

    assert "401 Unauthorized" in page.content()
    if java_script_enabled:
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    else:
        assert page.get_by_role("button", name="Run it").count() == 0
