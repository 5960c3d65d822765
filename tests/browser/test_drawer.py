"""The drawer of requests: what it shows, what it hides, what is copied from it."""

import os
import re
import subprocess
import sys

import pytest
from playwright.sync_api import expect

from polls.models import Vote
from tests.browser.conftest import DESK, PHONE
from tests.browser.schemes import choose, expect_counted, sign_out, token_key


@pytest.fixture
def voted(open_page, bob, question):
    """``voted()``: Bob's page after a vote for coffee, the drawer open."""

    def voted(scheme=None, **options):
        page = open_page(bob, permissions=["clipboard-read", "clipboard-write"], **options)
        page.goto(f"/polls/{question.pk}/")
        if scheme:
            choose(page, scheme)
            expect(page.get_by_text("This token expires")).to_be_visible()
            page.keyboard.press("Escape")
        page.get_by_role("radio", name="Coffee").check()
        page.get_by_role("button", name="Vote", exact=True).click()
        expect_counted(page)
        toggle(page).click()
        return page

    return voted


def toggle(page):
    return page.get_by_role("banner").get_by_role("button", name=re.compile("^Requests"))


def drawer(page):
    return page.get_by_role("complementary", name="API requests")


def entry(page, method="PUT"):
    return drawer(page).locator("li").filter(has_text=method).first


def opened(page, method="PUT"):
    line = entry(page, method)
    line.locator("summary").first.click()
    return line


def test_a_request_is_one_line_with_all_that_matters(voted, question):
    page = voted()

    line = entry(page).locator("summary").first
    for text in ["PUT", f"/polls/api/questions/{question.pk}/vote", "session", "200", "ms"]:
        expect(line).to_contain_text(text)


def test_headers_are_shown_and_secrets_are_dots(voted):
    page = voted("API token")

    line = opened(page)

    expect(line).to_contain_text("Authorization: Token ••••••••")
    expect(line).to_contain_text("x-request-id:")
    expect(line).to_contain_text('"choice":')
    key = token_key(page)
    assert key not in page.content()
    assert key not in page.evaluate("JSON.stringify({...sessionStorage})")


def test_a_new_key_in_an_answer_is_not_kept(voted):
    page = voted("API token")

    expect(opened(page, "POST")).to_contain_text("/accounts/api/tokens")
    assert token_key(page) not in page.evaluate("JSON.stringify({...sessionStorage})")


@pytest.mark.parametrize("scheme", [None, "API token"])
@pytest.mark.parametrize("language", ["curl", "python"])
def test_what_is_copied_runs(voted, bob, scheme, language):
    page = voted(scheme)
    line = opened(page)
    line.get_by_text(language, exact=False).first.click()
    Vote.objects.all().delete()
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    secrets = {
        "TOKEN": token_key(page) or "",
        "SESSIONID": cookies["sessionid"],
        "CSRFTOKEN": cookies["csrftoken"],
    }

    line.locator("details[open]").get_by_role("button", name="Copy").click()

    expect(line.get_by_role("button", name="Copied")).to_be_visible()
    code = page.evaluate("navigator.clipboard.readText()")
    assert not any(value and value in code for value in secrets.values())
    command = ["sh", "-c", code] if language == "curl" else [sys.executable, "-c", code]
    result = subprocess.run(
        command, env=os.environ | secrets, capture_output=True, text=True, timeout=20, check=True
    )
    assert "200" in result.stdout
    assert Vote.objects.get().user == bob


def test_without_a_clipboard_the_text_is_selected(voted):
    page = voted()
    page.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error()))")
    line = opened(page)
    line.get_by_text("curl", exact=True).click()

    line.get_by_role("button", name="Copy").first.click()

    page.wait_for_function("String(getSelection()).startsWith('# First')")


def test_the_httpie_command_says_the_same(voted, live_server, question):
    page = voted("API token")

    code = opened(page).locator("[data-as=httpie]")

    expect(code).to_contain_text(f"http PUT '{live_server.url}/polls/api/questions/{question.pk}")
    expect(code).to_contain_text('"Authorization:Token $TOKEN"')
    expect(code).to_contain_text('--raw \'{"choice":')


def test_the_keyboard_opens_reads_and_closes_it(voted):
    page = voted()
    expect(drawer(page).get_by_role("heading", name="API requests")).to_be_focused()

    page.keyboard.press("Escape")

    expect(drawer(page)).to_be_hidden()
    expect(toggle(page)).to_be_focused()
    expect(toggle(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    for _ in range(4):  # Clear, Close, Explore, the first request
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(drawer(page).locator("li > details").first).to_have_attribute("open", "")


def test_it_stays_open_from_page_to_page_and_can_be_emptied(voted):
    page = voted()

    page.goto("/polls/")

    expect(entry(page)).to_be_visible()
    drawer(page).get_by_role("button", name="Clear").click()
    expect(drawer(page)).to_contain_text("No requests yet")
    drawer(page).get_by_role("button", name="Close").click()
    page.reload()
    expect(drawer(page)).to_be_hidden()


def test_results_that_are_asked_for_again_are_one_line(voted):
    page = voted()

    page.evaluate("dispatchEvent(new Event('online'))")

    expect(drawer(page).locator("li").filter(has_text="/results")).not_to_have_count(0)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(drawer(page).locator("li").filter(has_text="304")).to_have_count(1)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(drawer(page).locator("li").filter(has_text="304")).to_contain_text(
        re.compile(r"\D[2-9]\b")
    )


def test_signing_out_empties_it(voted):
    page = voted()

    sign_out(page)

    expect(drawer(page)).to_contain_text("No requests yet")


@pytest.mark.sweep
@pytest.mark.parametrize("look", [PHONE, DESK], ids=["dark phone", "light desk"])
def test_drawer_and_menu_are_accessible(voted, look, assert_accessible):
    page = voted(viewport=look, color_scheme="dark" if look is PHONE else "light")
    opened(page).get_by_text("curl", exact=True).click()

    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= look["width"]
    for menu in ("API requests use:", "Account"):
        page.get_by_role("button", name=menu).click()
        assert_accessible(page)
