"""Asking, editing and closing go to the API, and its refusals are told."""

import re
from datetime import UTC, datetime

from playwright.sync_api import expect

from polls import voting
from polls.models import Question
from tests.browser.schemes import settle, write_question

OPENS, CLOSES = "Opens at", "Closes at"
QUESTIONS = re.compile("/polls/api/questions$")


def choices(page):
    return page.get_by_role("textbox", name="Choice")


def expect_title(page, text):
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_what_is_wrong_is_told_in_the_language_of_the_page(open_page, alice):
    page = open_page(alice, expect_errors=["400"])
    page.goto("/polls/new/")
    page.get_by_role("button", name="Deutsch").click()
    question = page.get_by_role("textbox", name="Frage")
    question.fill("Links oder links?")
    for i in range(2):
        page.get_by_role("textbox", name="Antwort").nth(i).fill("Links")
    settle(page)

    with page.expect_response(QUESTIONS) as answered:
        page.get_by_role("button", name="Frage stellen", exact=True).click()

    assert answered.value.status == 400
    expect(page.get_by_text("Jede Antwort muss anders sein.")).to_be_visible()
    expect(question).to_have_value("Links oder links?")


def test_what_the_api_refuses_is_not_saved_by_the_page(open_page, alice):
    page = open_page(alice, expect_errors=["400"])
    write_question(page)
    page.route(QUESTIONS, lambda route: route.fulfill(status=400, json={"choices": ["No."]}))

    page.get_by_role("button", name="Ask").click()

    expect(page.get_by_role("alert")).to_contain_text("The API refused this")
    expect(choices(page).nth(1)).to_have_value("Hills")
    assert not Question.objects.exists()


def test_choices_that_got_a_vote_meanwhile_stay_and_the_rest_is_kept(
    open_page, alice, bob, question, tea, now
):
    page = open_page(alice, expect_errors=["400", "409"])
    page.goto(f"/polls/{question.pk}/edit/")
    choices(page).nth(1).fill("Tea")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Each choice must be different.")).to_be_visible()
    page.get_by_label(CLOSES).fill("2090-01-01T08:00")
    choices(page).nth(1).fill("Cocoa")
    settle(page)
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)

    page.get_by_role("button", name="Save").click()
    page.get_by_role("alert").get_by_role("button", name="Reload").click()

    expect(page.get_by_text("was kept")).to_be_visible()
    expect(choices(page)).to_have_count(0)
    page.get_by_role("button", name="Save").click()
    expect_title(page, "Tea or coffee?")
    assert Question.objects.get().closes_at == datetime(2090, 1, 1, 8, tzinfo=UTC)
    assert [str(choice) for choice in question.choices.all()] == ["Tea", "Coffee"]


def test_closing_is_told_and_not_asked_twice(open_page, alice, question):
    page = open_page(alice)
    page.goto(f"/polls/{question.pk}/")

    with page.expect_request(f"**/questions/{question.pk}/close") as asked:
        page.get_by_role("button", name="Close now").click()

    assert asked.value.method == "POST"
    expect(page.get_by_text("The poll is closed.")).to_be_visible()
    expect(page.get_by_role("button", name="Close now")).to_have_count(0)
    expect(page.get_by_role("radio")).to_have_count(0)
