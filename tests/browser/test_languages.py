"""The pages in German, scripts and all."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE


def speak_german(page):
    page.goto("/explore/style/")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Stil")


def test_one_changes_the_language_and_stays_on_the_page(open_page, bob, question):
    page = open_page(bob)
    page.goto(f"/polls/{question.pk}/")

    page.get_by_role("button", name="Deutsch").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Tea or coffee?")
    page.get_by_role("radio", name="Tea").check()
    page.get_by_role("button", name="Abstimmen").click()
    expect(page.get_by_role("status").filter(has_text="Deine Stimme ist gezählt.")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("link", name="All polls")).to_be_visible()


def test_it_is_changed_without_javascript(open_page):
    speak_german(open_page(java_script_enabled=False))


@pytest.mark.sweep
@pytest.mark.parametrize("look", [PHONE, DESK], ids=["phone", "desk"])
def test_longer_words_fit(open_page, bob, question, closed, look, assert_accessible):
    page = open_page(bob, viewport=look)
    speak_german(page)
    for path in [
        "/polls/",
        f"/polls/{question.pk}/",
        f"/polls/{question.pk}/results/",
        "/polls/new/",
        "/accounts/credentials/",
        "/explore/",
    ]:
        page.goto(path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= look["width"], path
