"""Staff find questions in the admin."""

import pytest

from tests.polls.admin.conftest import LIST, change, filled_in


def test_tallies_are_shown_and_cannot_be_written(staff, bob, question, tea, coffee):
    body = filled_in(["Tea", "Coffee"], initial=[tea, coffee]) | {"choices-0-votes": "99"}
    staff.post(change(question), body)
    tea.refresh_from_db()
    assert tea.votes == 0


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"question", "closed", "upcoming"}),
        ("?status=open", {"question"}),
        ("?status=closed", {"closed"}),
        ("?status=upcoming", {"upcoming"}),
        ("?status=open&q=COFFEE%20tea", {"question"}),
        ("?pub_date__year=2026", {"question", "closed", "upcoming"}),
        ("?q=tea", {"question"}),
        ("?q=alice", {"question", "closed", "upcoming"}),
        ("?o=6", {"question", "closed", "upcoming"}),
    ],
)
def test_questions_are_found(staff, question, closed, upcoming, query, found):
    named = {"question": question, "closed": closed, "upcoming": upcoming}
    answer = staff.get(f"{LIST}{query}")
    assert set(answer.context["cl"].result_list) == {named[name] for name in found}


def test_the_list_shows_the_sum_of_votes(staff, bob, charlie, question, tea, coffee):
    question.votes.create(user=bob, choice=tea)
    question.votes.create(user=charlie, choice=coffee)
    assert '<td class="field-tally">2</td>' in staff.get(LIST).content.decode()


def test_a_list_of_many_costs_no_more_queries(staff, ask, alice, django_assert_max_num_queries):
    for number in range(20):
        ask(f"Question {number}", by=alice)
    with django_assert_max_num_queries(10):
        staff.get(LIST)


def test_the_history_and_the_page_of_a_question_open(staff, question):
    base = change(question).removesuffix("change/")
    assert staff.get(f"{base}history/").status_code == 200
    assert staff.post(f"{base}history/").status_code in {200, 405}
    assert question.get_absolute_url() == f"/polls/{question.pk}/"
