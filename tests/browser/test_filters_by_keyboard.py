"""Who filters the list of polls by keys keeps the place, though each choice loads it anew."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(open_page, bob, question, closed):
    page = open_page(bob)
    page.goto("/polls/")
    return page


def test_the_arrow_keys_go_from_choice_to_choice(page):
    page.get_by_role("radio", name="All").focus()

    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("status=open"))
    expect(page.get_by_role("radio", name="Open")).to_be_focused()
    page.keyboard.press("ArrowRight")

    expect(page).to_have_url(re.compile("status=upcoming"))
    expect(page.get_by_role("radio", name="Upcoming")).to_be_focused()


def test_a_box_that_was_ticked_by_a_key_keeps_the_focus(page):
    page.get_by_role("checkbox", name="Asked by me").focus()
    page.keyboard.press("Space")

    expect(page).to_have_url(re.compile("mine=true"))
    expect(page.get_by_role("checkbox", name="Asked by me")).to_be_focused()


def test_a_click_leaves_no_ring_behind(page):
    page.get_by_role("checkbox", name="Asked by me").click()

    expect(page).to_have_url(re.compile("mine=true"))
    expect(page.get_by_role("checkbox", name="Asked by me")).not_to_be_focused()
