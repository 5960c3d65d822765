"""Explore shows who goes on taking a JWT after access has ended."""

import re
import time

import pytest
from oauth2_provider.models import AccessToken
from playwright.sync_api import expect

from accounts.oauth.keys import make_key
from tests.browser.conftest import DESK, PHONE

RUN = "Get one and end it"


@pytest.fixture
def _jwts(settings, application):
    openid = {"OIDC_ENABLED": True, "OIDC_RSA_PRIVATE_KEY": make_key()}
    settings.OAUTH2_PROVIDER = settings.OAUTH2_PROVIDER | openid
    settings.JWT_ACCESS_TOKENS = True
    settings.ISSUER = ""


def run(page):
    page.goto("/explore/")
    page.get_by_role("button", name=RUN).click()
    page.get_by_role("button", name="Allow it").click()
    page.get_by_role("main").get_by_role("button", name="Allow", exact=True).click()
    expect(page.locator("[data-end-cell=there-after]")).to_have_attribute("data-result", "right")
    expect(page.locator("[data-end-open]")).to_be_in_viewport()


def answers(page):
    return page.locator("[data-end-cell]").all_text_contents()


@pytest.mark.usefixtures("_jwts")
def test_this_api_refuses_it_at_once_and_the_other_one_goes_on(open_page, alice, assert_accessible):
    page = open_page(alice, expect_errors=["401"])
    run(page)

    assert answers(page) == ["200", "401", "200", "200"]
    expect(page.locator("[data-end-cell][data-result=right]")).to_have_count(4)
    timer = page.get_by_role("timer")
    told = re.search(r"\d+:\d\d", timer.text_content()).group()
    assert "58:20" < told <= "60:00"
    expect(timer).not_to_contain_text(told)
    assert not AccessToken.objects.filter(scope="polls:read").exists()
    assert_accessible(page)


@pytest.mark.usefixtures("_jwts")
def test_once_it_has_expired_the_other_one_refuses_it_too(open_page, alice, settings):
    settings.OAUTH2_PROVIDER = settings.OAUTH2_PROVIDER | {"ACCESS_TOKEN_EXPIRE_SECONDS": 4}
    page = open_page(alice, expect_errors=["401"])
    run(page)
    at = time.monotonic()

    expect(page.get_by_text("The token has expired")).to_be_visible()
    assert time.monotonic() - at < 5
    assert answers(page) == ["200", "401", "200", "401"]
    expect(page.locator("[data-end-cell][data-result=right]")).to_have_count(4)
    expect(page.get_by_role("timer")).to_be_hidden()


@pytest.mark.usefixtures("_jwts")
def test_an_api_that_the_keys_do_not_reach_takes_nothing(open_page, alice):
    page = open_page(alice, expect_errors=["401"])
    page.route("**/auth/jwks", lambda route: route.fulfill(json={"keys": []}))
    page.goto("/explore/")
    page.get_by_role("button", name=RUN).click()
    page.get_by_role("button", name="Allow it").click()
    page.get_by_role("main").get_by_role("button", name="Allow", exact=True).click()

    expect(page.locator("[data-end-cell=there-after]")).to_have_text("401")
    expect(page.locator("[data-end-cell][data-result=wrong]")).to_have_count(2)
    expect(page.get_by_role("timer")).to_be_hidden()


@pytest.mark.parametrize("look", [PHONE, DESK], ids=["dark phone", "light desk"])
def test_off_the_page_says_how_to_turn_them_on(open_page, alice, look, assert_accessible):
    page = open_page(alice, viewport=look, color_scheme="dark" if look is PHONE else "light")
    page.goto("/explore/")

    expect(page.locator("[data-end]")).to_contain_text("JWT_ACCESS_TOKENS=on")
    assert answers(page) == ["200", "401", "200", "200"]
    expect(page.get_by_role("button", name=RUN)).to_have_count(0)
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= look["width"]


@pytest.mark.usefixtures("_jwts")
def test_without_javascript_the_documented_answers_are_there_to_read(open_page, alice):
    page = open_page(alice, java_script_enabled=False)
    page.goto("/explore/")

    assert answers(page) == ["200", "401", "200", "200"]
    expect(page.get_by_role("button", name=RUN)).to_be_disabled()
