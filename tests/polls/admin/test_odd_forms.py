"""An odd form of the admin is shown without what is odd."""

import pytest

from polls.models import Question
from tests.polls.admin.conftest import LIST


@pytest.mark.parametrize(
    "query",
    [
        "closes_at=2026-12-01",
        "closes_at=2026-12-01T12:00:00Z",
        "closes_at=abc",
        "closes_at=0001-01-01T00:00:00%2B14:00",
        "closes_at=9999-12-31T23:59:59-14:00",
        "closes_at_0=abc",
        "pub_date=",
        "pub_date=1e400",
        "author=abc",
        "author=999999999999999999999",
        "author=1",
        "id=abc",
        "question_text=" + "x" * 5000,
        "choices=1",
        "votes=1",
        "folded=x",
        "_changelist_filters=%F0%28",
        "_changelist_filters=status%3Dodd",
        "_popup=1",
        "_popup=1&_to_field=id",
        "unknown=1",
        "=",
    ],
)
@pytest.mark.parametrize("page", ["add/", "{pk}/change/", "{pk}/history/", "{pk}/delete/"])
def test_an_odd_form_is_shown_without_what_is_odd(browser_as, ada, question, query, page):
    browser = browser_as(ada)
    browser.raise_request_exception = False
    answer = browser.get(f"{LIST}{page.format(pk=question.pk)}?{query}")
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        {"action": "delete_selected", "_selected_action": "abc"},
        {"action": "delete_selected", "_selected_action": "9" * 400},
        {"action": "delete_selected", "_selected_action": ["1", "x"], "post": "yes"},
        {"action": "delete_selected", "select_across": "1", "_selected_action": "0"},
        {"action": "unknown", "_selected_action": "1"},
        {"action": "delete_selected"},
        {"index": "abc", "action": "delete_selected", "_selected_action": "1"},
        {},
    ],
)
def test_an_odd_selection_deletes_nothing(browser_as, ada, question, body):
    browser = browser_as(ada)
    browser.raise_request_exception = False
    assert browser.post(LIST, body).status_code in {200, 302, 400}
    assert Question.objects.exists()


def test_the_form_is_filled_in_from_the_address(browser_as, ada):
    page = browser_as(ada).get(
        f"{LIST}add/?question_text=Sea+or+hills?&closes_at=2090-06-01T09:30Z"
    )
    text = page.content.decode()
    assert 'value="Sea or hills?"' in text
    assert 'value="2090-06-01"' in text
    assert 'value="09:30:00"' in text
