"""Ada's browser, and the form of a question in the admin."""

import pytest
from django.urls import reverse

LIST = "/admin/polls/question/"


@pytest.fixture
def staff(browser_as, ada):
    return browser_as(ada)


def filled_in(choices, *, initial=(), **fields):
    rows = {}
    for number, text in enumerate(choices):
        rows[f"choices-{number}-choice_text"] = text
        if number < len(initial):
            rows[f"choices-{number}-id"] = initial[number].pk
            rows[f"choices-{number}-question"] = initial[number].question_id
    return {
        "question_text": "Bus or train?",
        "pub_date_0": "2026-01-01",
        "pub_date_1": "12:00:00",
        "closes_at_0": "",
        "closes_at_1": "",
        "author": "",
        "choices-TOTAL_FORMS": len(choices),
        "choices-INITIAL_FORMS": len(initial),
        **rows,
        **fields,
    }


def change(question):
    return reverse("admin:polls_question_change", args=[question.pk])
