"""A voter's way: the ballot, by mouse and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

SHOWN = ["", "1/", "1/results/", "2/", "2/results/", "3/", "new/", "1/edit/", "1/delete/"]


@pytest.mark.parametrize("look", [PHONE, DESK], ids=["dark phone", "light desk"])
def test_every_page_is_accessible_and_none_is_too_wide(
    open_page, alice, bob, question, closed, upcoming, vote_elsewhere, look, assert_accessible
):
    vote_elsewhere(bob, "Tea")
    ids = [str(poll.pk) for poll in (question, closed, upcoming)]
    page = open_page(alice, viewport=look, color_scheme="dark" if look is PHONE else "light")

    for path in SHOWN:
        page.goto("/polls/" + re.sub(r"^\d", lambda found: ids[int(found[0]) - 1], path))
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= look["width"]


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_vote_is_cast_changed_and_withdrawn(open_page, bob, question, java_script_enabled):
    page = open_page(bob, java_script_enabled=java_script_enabled)
    page.goto("/polls/")
    page.get_by_role("link", name="Tea or coffee?").click()

    page.get_by_role("radio", name="Coffee").check()
    page.get_by_role("button", name="Vote", exact=True).click()

    expect(page.get_by_role("status").first).to_have_text("Your vote is counted.")
    row = page.get_by_role("listitem").filter(has_text="Coffee")
    expect(row).to_contain_text("your vote")
    expect(row).to_contain_text("100 %")
    page.get_by_role("link", name="Change my vote").click()
    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()
    page.get_by_role("radio", name="Tea").check()
    page.get_by_role("button", name="Change my vote").click()
    expect(page.get_by_role("listitem").filter(has_text="Tea")).to_contain_text("your vote")
    page.get_by_role("link", name="Change my vote").click()
    page.get_by_role("button", name="Withdraw my vote").click()
    expect(page.get_by_role("button", name="Vote", exact=True)).to_be_visible()
    assert not question.votes.exists()


def test_the_keyboard_alone_votes(open_page, bob, question):
    page = open_page(bob)
    page.goto(f"/polls/{question.pk}/")
    page.get_by_role("link", name="All polls").focus()

    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="Tea")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("radio", name="Coffee")).to_be_checked()
    page.keyboard.press("Enter")

    expect(page).to_have_url(re.compile("/results/$"))
    assert question.choices.get(choice_text="Coffee").votes == 1
