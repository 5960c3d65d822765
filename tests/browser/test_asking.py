"""Asking a question, editing it, closing and deleting it."""

import pytest
from playwright.sync_api import expect


def choices(page):
    return page.get_by_role("textbox", name="Choice")


def test_a_question_is_asked_without_javascript(open_page, alice):
    page = open_page(alice, java_script_enabled=False)
    page.goto("/polls/")
    page.get_by_role("link", name="Ask a question").click()
    page.get_by_label("Question").fill("Left or right?")
    choices(page).nth(0).fill("Left")
    choices(page).nth(3).fill("Right")

    page.get_by_role("button", name="Ask").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Left or right?")
    expect(page.get_by_role("radio")).to_have_count(2)


def test_the_one_who_asked_edits_closes_and_deletes(open_page, alice, question):
    page = open_page(alice, java_script_enabled=False)
    page.goto(f"/polls/{question.pk}/")

    page.get_by_role("link", name="Edit").click()
    page.get_by_label("Question").fill("Tea, or coffee?")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tea, or coffee?")
    page.get_by_role("button", name="Close now").click()
    expect(page.get_by_text("The poll is closed.")).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)
    page.get_by_role("link", name="Delete").click()
    page.get_by_role("button", name="Delete it").click()

    expect(page.get_by_text("Nobody has asked anything yet")).to_be_visible()


def test_a_question_that_has_votes_is_shown_as_fixed(open_page, alice, bob, question):
    question.votes.create(user=bob, choice=question.choices.first())
    page = open_page(alice)
    page.goto(f"/polls/{question.pk}/edit/")

    expect(page.get_by_text("so the question and its choices stay as they are")).to_be_visible()
    expect(choices(page)).to_have_count(0)
    expect(page.get_by_label("Question")).to_have_count(0)


@pytest.mark.parametrize("ending", ["Ask", "Cancel"])
def test_what_was_asked_or_given_up_is_not_asked_again(open_page, alice, ending):
    page = open_page(alice)
    page.goto("/polls/new/")
    page.get_by_label("Question").fill("Left or right?")
    choices(page).nth(0).fill("Left")
    choices(page).nth(1).fill("Right")
    if ending == "Ask":
        page.get_by_role("button", name="Ask").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Left or right?")
    else:
        page.get_by_role("link", name="Cancel").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Polls")

    page.goto("/polls/new/")

    expect(page.get_by_label("Question")).to_have_value("")
    expect(page.get_by_text("was kept")).to_have_count(0)
