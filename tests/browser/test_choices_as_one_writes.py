"""Choices are added and removed as one writes."""

import pytest
from playwright.sync_api import expect

from polls.models import Question
from tests.browser.test_asking import choices


def test_choices_are_added_and_removed_as_one_writes(open_page, alice, assert_accessible):
    page = open_page(alice)
    page.goto("/polls/new/")
    page.get_by_label("Question").fill("Which colour?")
    expect(choices(page)).to_have_count(2)

    choices(page).nth(0).press("Enter")
    expect(choices(page).nth(1)).to_be_focused()
    for colour in ("Red", "Green", "Blue"):
        page.locator(":focus").fill(colour)
        page.keyboard.press("Enter")
    expect(choices(page)).to_have_count(5)
    choices(page).nth(0).fill("Black")
    page.get_by_role("button", name="Remove 2").click()
    expect(choices(page).nth(1)).to_be_focused()
    assert_accessible(page)
    page.get_by_role("button", name="Ask").click()

    expect(page.get_by_role("radio")).to_have_count(3)
    question = Question.objects.get()
    assert [choice.choice_text for choice in question.choices.all()] == ["Black", "Green", "Blue"]


def test_no_more_choices_than_twenty_are_offered(open_page, alice):
    page = open_page(alice)
    page.goto("/polls/new/")

    for _ in range(18):
        page.get_by_role("button", name="Add a choice").click()

    expect(choices(page)).to_have_count(20)
    expect(page.get_by_role("button", name="Add a choice")).to_be_hidden()


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_what_was_written_survives_an_error(
    open_page, alice, java_script_enabled, assert_accessible
):
    page = open_page(alice, java_script_enabled=java_script_enabled, expect_errors=["400"])
    page.goto("/polls/new/")
    page.get_by_label("Question").fill("Same or same?")
    choices(page).nth(0).fill("Same")
    choices(page).nth(1).fill("Same")

    page.get_by_role("button", name="Ask").click()

    expect(page.get_by_role("alert")).to_contain_text("Choices")
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page.get_by_text("Each choice must be different.")).to_be_visible()
    expect(choices(page).nth(1)).to_have_value("Same")
    if java_script_enabled:
        assert_accessible(page)
