"""A voter's way: the list, the ballot, the result."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from polls import voting
from tests.browser.conftest import DESK, PHONE

SHOWN = ["", "1/", "1/results/", "2/", "2/results/", "3/", "new/", "1/edit/", "1/delete/"]


@pytest.fixture
def vote_elsewhere(question):
    """``vote_elsewhere(bob, "Tea")``: he votes, or changes his vote, in another browser."""

    def vote_elsewhere(user, text):
        choice = question.choices.get(choice_text=text)
        voting.change(user=user, question=question, choice_id=choice.pk, now=timezone.now())

    return vote_elsewhere


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


def test_results_follow_the_votes_while_the_poll_is_open(
    open_page, alice, bob, question, vote_elsewhere
):
    page = open_page(bob, fresh=True)  # a clock, once installed, stays
    page.clock.install()
    page.goto(f"/polls/{question.pk}/results/")
    expect(page.get_by_text("counting live")).to_be_visible()
    expect(page.get_by_text("0 votes")).to_be_visible()
    vote_elsewhere(alice, "Tea")

    page.clock.run_for(5000)

    row = page.get_by_role("listitem").filter(has_text="Tea")
    expect(row).to_contain_text("100 %")
    expect(row.locator("rect")).to_have_attribute("width", "1")


def test_results_that_did_not_change_are_not_sent_again(open_page, bob, question):
    page = open_page(bob, fresh=True)  # a clock, once installed, stays
    page.clock.install()
    page.goto(f"/polls/{question.pk}/results/")
    expect(page.get_by_text("counting live")).to_be_visible()

    with page.expect_response(f"**/questions/{question.pk}/results") as found:
        page.clock.run_for(5000)

    assert found.value.status == 304


def test_a_lost_connection_is_told_and_found_again(open_page, bob, question):
    page = open_page(bob, expect_errors=["ERR_INTERNET_DISCONNECTED"])
    page.goto(f"/polls/{question.pk}/results/")
    expect(page.get_by_text("counting live")).to_be_visible()

    page.context.set_offline(True)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("connection lost")).to_be_visible()
    page.context.set_offline(False)

    expect(page.get_by_text("counting live")).to_be_visible()


def test_the_results_of_a_closed_poll_rest(open_page, bob, closed):
    page = open_page(bob)
    page.goto(f"/polls/{closed.pk}/results/")

    expect(page.get_by_role("heading", level=1)).to_have_text("Cats or dogs?")
    expect(page.locator("[data-results]")).to_have_count(0)
    expect(page.get_by_role("link", name="Vote", exact=True)).to_have_count(0)


def test_choosing_a_filter_applies_it(open_page, bob, question, closed):
    page = open_page(bob)
    page.goto("/polls/")

    page.get_by_text("Closed", exact=True).first.click()

    expect(page).to_have_url(re.compile(r"/polls/\?ordering=-pub_date&status=closed$"))
    expect(page.get_by_role("link", name="Tea or coffee?")).to_have_count(0)
    expect(page.get_by_role("radio", name="Closed")).to_be_checked()


def test_words_are_searched_without_javascript(open_page, bob, question, closed):
    page = open_page(bob, java_script_enabled=False)
    page.goto("/polls/")

    page.get_by_role("searchbox").fill("cats")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=2)).to_have_text(["Cats or dogs?"])
    page.get_by_role("searchbox").fill("zebras")
    page.get_by_role("button", name="Show").click()

    expect(page.get_by_role("heading", level=2)).to_have_text("No polls found")


def test_markup_in_a_question_stays_text(open_page, bob, ask):
    text = "<img src=x onerror=alert(1)><b>Bold</b>?"
    poll = ask(text, by=bob, choices=("<i>a</i>", '"b"'))
    page = open_page(bob)

    for path in ("", f"{poll.pk}/", f"{poll.pk}/results/", f"{poll.pk}/edit/"):
        page.goto(f"/polls/{path}")
        expect(page.locator("main :is(img, b, i)")).to_have_count(0)
