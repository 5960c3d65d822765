"""One long name or text hides nothing from staff: it wraps, and what is beside it shows."""

import pytest
from playwright.sync_api import expect

from tests.browser.test_long_words import WORD

RIGHT_EDGE = "(cell) => cell.getBoundingClientRect().right"


@pytest.fixture
def poll(ask, make_user):
    return ask(f"{WORD}?", by=make_user("x" * 150), choices=[f"{WORD}{n}" for n in range(3)])


@pytest.mark.parametrize(
    ("path", "beside"),
    [("accounts/user/", "Last login"), ("polls/question/", "Opens at")],
)
def test_a_column_stays_in_the_window(open_page, ada, poll, path, beside):
    page = open_page(ada)
    page.goto(f"/admin/{path}")

    expect(page.get_by_text("x" * 150).first).to_be_visible()
    header = page.get_by_role("columnheader", name=beside)
    assert header.evaluate(RIGHT_EDGE) <= 1280


def test_the_page_of_a_poll_is_no_wider_than_its_window(open_page, ada, poll):
    page = open_page(ada)
    page.goto(f"/admin/polls/question/{poll.pk}/change/")

    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
