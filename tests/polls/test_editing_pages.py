"""A poll is edited on its page."""

from polls.models import Question
from tests.polls.test_asking_pages import filled_in
from tests.polls.test_pages import url


def test_editing_keeps_what_was_not_touched(browser_as, alice, question):
    page = browser_as(alice).get(url("edit", question))
    form = page.context["form"]
    assert form.choice_inputs() == ["Tea", "Coffee", *[""] * 5]
    shown = {
        "question_text": form["question_text"].value(),
        "choices": form.choice_inputs(),
        "pub_date": f"{question.pub_date:%Y-%m-%dT%H:%M}",
        "closes_at": "",
    }
    browser_as(alice).post(url("edit", question), shown)
    edited = Question.objects.get()
    assert edited.pub_date == question.pub_date
    assert [c.pk for c in edited.choices.all()] == [c.pk for c in question.choices.all()]


def test_a_question_that_was_asked_has_a_time_to_open(browser_as, alice, upcoming):
    response = browser_as(alice).post(url("edit", upcoming), filled_in())
    assert list(response.context["form"].errors) == ["pub_date"]
