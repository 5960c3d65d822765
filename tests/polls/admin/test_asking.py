"""Staff ask and edit questions in the admin; odd forms change nothing."""

import pytest

from polls.models import Question
from tests.polls.admin.conftest import LIST, change, filled_in


def test_a_question_is_asked_with_its_choices(staff, ada):
    staff.post(f"{LIST}add/", filled_in(["Bus", "Train"]))
    question = Question.objects.get()
    assert question.author == ada
    assert [str(choice) for choice in question.choices.all()] == ["Bus", "Train"]


@pytest.mark.parametrize(
    ("choices", "fields"),
    [
        (["Bus"], {}),
        (["Bus", ""], {}),
        (["Bus", "Bus"], {}),
        (["Bus", "bus"], {}),
        (["Bus", "\u200b"], {}),
        (["Bus", "Train"], {"closes_at_0": "2025-01-01", "closes_at_1": "12:00:00"}),
        ([str(number) for number in range(21)], {}),
    ],
)
def test_a_question_that_makes_no_sense_is_shown_again(staff, choices, fields):
    assert staff.post(f"{LIST}add/", filled_in(choices, **fields)).status_code == 200
    assert not Question.objects.exists()


def test_choices_can_be_edited_while_nobody_voted(staff, question, tea, coffee):
    staff.post(change(question), filled_in(["Green tea", "Coffee"], initial=[tea, coffee]))
    assert [str(choice) for choice in question.choices.all()] == ["Green tea", "Coffee"]


@pytest.mark.parametrize(("dropped", "kept"), [([1], ["Tea", "Milk"]), ([0, 1], None)])
def test_choices_can_be_dropped_down_to_two(staff, ask, dropped, kept):
    question = ask(choices=("Tea", "Coffee", "Milk"))
    choices = list(question.choices.all())
    body = filled_in(["Tea", "Coffee", "Milk"], initial=choices)
    body |= {f"choices-{number}-DELETE": "on" for number in dropped}
    assert staff.post(change(question), body).status_code == (302 if kept else 200)
    names = [str(choice) for choice in question.choices.all()]
    assert names == (kept or ["Tea", "Coffee", "Milk"])


@pytest.mark.parametrize(
    "odd",
    [
        {"choices-TOTAL_FORMS": "abc"},
        {"choices-TOTAL_FORMS": "999999999"},
        {"choices-TOTAL_FORMS": "-1"},
        {"choices-INITIAL_FORMS": "99"},
        {"choices-0-id": "abc"},
        {"choices-0-id": "9" * 30},
        {"choices-0-id": "{foreign}"},
        {"choices-0-question": "abc"},
        {"pub_date_0": "0001-01-01"},
        {"pub_date_0": "9999-12-31", "pub_date_1": "23:59:59"},
        {"pub_date_0": "2026-01-01", "pub_date_1": ""},
        {"closes_at_0": "", "closes_at_1": "12:00"},
        {"question_text": "x" * 100_000},
        {"_save": None, "_saveasnew": "1"},
        {"_popup": "1", "_to_field": "abc"},
    ],
)
def test_an_odd_form_changes_nothing_and_breaks_nothing(staff, question, tea, coffee, closed, odd):
    staff.raise_request_exception = False
    foreign = str(closed.choices.first().pk)
    odd = {key: (value or "").replace("{foreign}", foreign) for key, value in odd.items()}
    body = filled_in(["Tea", "Coffee"], initial=[tea, coffee], question_text="Tea or coffee?")
    answer = staff.post(change(question), body | odd)
    assert answer.status_code in {200, 302, 400}
    assert [str(choice) for choice in question.choices.all()] == ["Tea", "Coffee"]
    assert [str(choice) for choice in closed.choices.all()] == ["Cats", "Dogs"]
