"""A question is asked once, whatever became of the answer."""

import re

from playwright.sync_api import expect

from polls.models import Question
from tests.browser.schemes import write_question
from tests.browser.test_asking_by_api import QUESTIONS, expect_title


def test_what_was_made_is_found_even_if_half_the_answer_is_lost(open_page, alice):
    page = open_page(alice)
    write_question(page)
    page.route(QUESTIONS, lambda route: route.fulfill(status=201, body='{"id": 1'))

    page.get_by_role("button", name="Ask").click()

    expect(page).to_have_url(re.compile("/polls/$"))
    expect(page.get_by_text("The poll is saved.")).to_be_visible()


def test_clicking_twice_asks_once(open_page, alice):
    page = open_page(alice)
    write_question(page)

    page.get_by_role("button", name="Ask").dblclick()

    expect_title(page, "Sea or hills?")
    assert Question.objects.count() == 1


def test_what_may_have_arrived_is_not_sent_again_by_itself(open_page, alice, assert_accessible):
    page = open_page(alice, fresh=True, expect_errors=["ERR_"])
    write_question(page)
    page.context.set_offline(True)
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("alert")).to_contain_text("may have arrived anyway")
    page.context.set_offline(False)
    assert_accessible(page)
    assert not Question.objects.exists()

    page.get_by_role("button", name="Send again").click()

    expect_title(page, "Sea or hills?")
    assert Question.objects.count() == 1
