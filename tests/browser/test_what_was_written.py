"""Credentials ended while one wrote: one finds it again, and nobody else does."""

from django.utils import timezone
from playwright.sync_api import expect

from accounts.oauth.kind import end_grants
from tests.browser.schemes import (
    choose_oauth,
    write_question,
)
from tests.browser.test_sign_in import sign_in


def test_a_question_that_was_being_asked_is_kept(open_page, bob):
    page = open_page(bob, expect_errors=["401"])
    page.goto("/polls/new/")
    page.get_by_label("Question").fill("Sea or hills?")
    for i, text in enumerate(["Sea", "Hills", "Both"], start=1):
        if i > 2:
            page.get_by_role("button", name="Add a choice").click()
        page.get_by_role("textbox", name=f"Choice {i}").fill(text)
    bob.sessions.all().delete()

    page.get_by_role("button", name="Ask", exact=True).click()
    sign_in(page, username="bob")

    expect(page.get_by_label("Question")).to_have_value("Sea or hills?")
    expect(page.get_by_role("textbox", name="Choice 3")).to_have_value("Both")


def test_a_choice_that_was_removed_stays_so(open_page, alice, ask):
    question = ask(by=alice, choices=("Tea", "Coffee", "Cocoa"))
    page = open_page(alice, expect_errors=["401"])
    page.goto(f"/polls/{question.pk}/edit/")
    page.get_by_role("button", name="Remove 1").click()
    alice.sessions.all().delete()

    page.get_by_role("button", name="Save").click()
    sign_in(page, username="alice")

    expect(page.get_by_role("textbox", name="Choice")).to_have_count(2)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("radio")).to_have_count(2)
    assert [str(choice) for choice in question.choices.all()] == ["Coffee", "Cocoa"]


def test_with_session_and_grant_over_one_signs_in_once_and_finds_what_one_wrote(
    open_page, bob, application
):
    page = open_page(bob, expect_errors=["401", "400"])
    choose_oauth(page)
    write_question(page)
    end_grants(now=timezone.now(), user=bob)
    bob.sessions.all().delete()

    page.get_by_role("button", name="Ask", exact=True).click()
    sign_in(page, username="bob")
    page.get_by_role("main").get_by_role("button", name="Allow", exact=True).click()

    expect(page.get_by_text("was kept")).to_be_visible()
    expect(page.get_by_label("Question")).to_have_value("Sea or hills?")
    expect(page.get_by_role("button", name="API requests use:")).to_contain_text("OAuth2")


def test_another_person_does_not_find_what_was_kept(open_page, alice, bob):
    page = open_page(alice, expect_errors=["401"])
    write_question(page)
    alice.sessions.all().delete()

    page.get_by_role("button", name="Ask", exact=True).click()
    sign_in(page, username="bob")

    expect(page.get_by_role("heading", level=1)).to_have_text("Ask a question")
    expect(page.get_by_label("Question")).to_have_value("")
    expect(page.get_by_text("was kept")).to_have_count(0)
