"""A page that was left open acts for nobody once somebody else signs in to its browser."""

import re

import pytest
from playwright.sync_api import expect

from polls.models import Question, Vote
from tests.browser.schemes import choose_by_token, choose_oauth
from tests.conftest import PASSWORD

OLDER = "This page is older than your session"


def post_elsewhere(page, path, **form):
    """Post a form of the same browser, in no tab of it and without scripts."""
    browser = page.context.request
    source = browser.get("/accounts/auth/").text()
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', source)[1]
    answer = browser.post(path, form={"csrfmiddlewaretoken": token} | form, max_redirects=0)
    assert answer.status == 302


def sign_in_elsewhere(page, username):
    post_elsewhere(page, "/accounts/login/", username=username, password=PASSWORD)


@pytest.fixture
def mine(ask, bob):
    """A poll that Bob asked."""
    return ask("Sea or hills?", by=bob, choices=("Sea", "Hills"))


@pytest.fixture
def snapshot(db):
    def snapshot():
        questions = Question.objects.order_by("pk").values_list("question_text", "closes_at")
        votes = Vote.objects.order_by("pk").values_list("user__username", "choice__choice_text")
        return list(questions), list(votes)

    return snapshot


def fill_in(page, path, button):
    page.goto(path)
    if path.endswith("/new/"):
        page.get_by_label("Question").fill("Tea?")
        for choice in page.get_by_role("textbox", name="Choice").all():
            choice.fill("Yes")
    elif path.endswith("/edit/"):
        page.get_by_label("Question").fill("Sea or moor?")
    elif button == "Vote":
        page.get_by_role("radio").first.check()
    return page.get_by_role("main").get_by_role("button", name=button, exact=True)


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("/polls/{id}/", "Vote"),
        ("/polls/{id}/", "Change my vote"),
        ("/polls/{id}/", "Withdraw my vote"),
        ("/polls/{id}/", "Close now"),
        ("/polls/{id}/delete/", "Delete it"),
        ("/polls/{id}/edit/", "Save"),
        ("/polls/new/", "Ask"),
    ],
)
def test_by_session_it_does_nothing_and_says_so(
    open_page, alice, bob, mine, snapshot, path, button
):
    if "vote" in button:
        Vote.objects.create(user=bob, question=mine, choice=mine.choices.first())
    page = open_page(bob, expect_errors=["403"])
    press = fill_in(page, path.format(id=mine.pk), button)
    sign_in_elsewhere(page, "alice")
    before = snapshot()

    press.click()

    expect(page.get_by_role("alert")).to_contain_text(OLDER)
    assert snapshot() == before
    page.get_by_role("button", name="Reload").click()
    expect(page.locator(f"[data-user='{bob.pk}']")).to_have_count(0)
    expect(page.get_by_text("was kept")).to_have_count(0)


@pytest.mark.parametrize("choose", [choose_by_token, choose_oauth])
def test_with_credentials_of_its_own_it_sends_nothing(
    open_page, alice, bob, mine, application, snapshot, choose
):
    page = open_page(bob)
    choose(page)
    press = fill_in(page, f"/polls/{mine.pk}/", "Vote")
    sign_in_elsewhere(page, "alice")
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    press.click()

    expect(page.get_by_role("alert")).to_contain_text(OLDER)
    assert asked == []
    assert snapshot()[1] == []


def test_after_signing_out_elsewhere_it_sends_nothing(open_page, bob, mine, application, snapshot):
    page = open_page(bob)
    choose_oauth(page)
    press = fill_in(page, f"/polls/{mine.pk}/", "Vote")
    post_elsewhere(page, "/accounts/logout/")

    press.click()

    expect(page.get_by_role("alert")).to_contain_text(OLDER)
    assert snapshot()[1] == []


def test_whoever_comes_back_to_it_is_told(open_page, alice, bob, question, assert_accessible):
    page = open_page(bob)
    page.goto(f"/polls/{question.pk}/")
    sign_in_elsewhere(page, "alice")

    page.evaluate("dispatchEvent(new Event('focus'))")

    expect(page.get_by_role("alert")).to_contain_text(OLDER)
    assert_accessible(page)


def test_live_results_stop(open_page, alice, bob, question):
    page = open_page(bob)
    choose_by_token(page)
    page.goto(f"/polls/{question.pk}/results/")
    expect(page.get_by_text("counting live")).to_be_visible()
    sign_in_elsewhere(page, "alice")

    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.get_by_role("alert")).to_contain_text(OLDER)
    expect(page.get_by_text("counting live")).to_be_hidden()
