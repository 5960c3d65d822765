"""The admin: questions with their choices; of votes, the sum."""

from datetime import datetime, timedelta

import pytest
from django.contrib import admin
from django.urls import reverse
from django.utils import timezone

from polls.models import Question, Vote

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


def test_a_question_with_votes_shows_its_text_and_choices_and_takes_neither(
    staff, bob, question, tea
):
    question.votes.create(user=bob, choice=tea)
    page = staff.get(change(question)).content.decode()
    assert 'name="choices-0-choice_text"' not in page
    assert 'name="question_text"' not in page
    body = filled_in([], pub_date_0="2020-01-01") | {"choices-INITIAL_FORMS": 2}
    del body["question_text"]
    assert staff.post(change(question), body).status_code == 302
    question.refresh_from_db()
    assert question.pub_date.year == 2020
    assert [str(choice) for choice in question.choices.all()] == ["Tea", "Coffee"]


@pytest.mark.parametrize(
    ("choices", "fields", "said"),
    [
        (["Tea", "Coffee"], {"question_text": "New?"}, "the question stays as it is"),
        (["Water", "Coffee"], {}, "the choices stay as they are"),
        (["Tea", "Coffee", "Milk"], {}, "the choices stay as they are"),
        (["Tea", "Coffee"], {"choices-1-DELETE": "on"}, "the choices stay as they are"),
        (["Tea", "Coffee"], {"pub_date_0": "2090-01-01"}, "cannot open after the first"),
        (["Tea", "Coffee"], {"closes_at_0": "2026-01-02", "closes_at_1": "0:0"}, "cannot close"),
    ],
)
def test_a_form_older_than_the_votes_is_told_so(
    staff, bob, question, tea, coffee, choices, fields, said
):
    question.votes.create(user=bob, choice=tea)
    body = filled_in(choices, initial=[tea, coffee], question_text="Tea or coffee?") | fields
    answer = staff.post(change(question), body)
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert (
        Question.objects.values().get()
        == Question.objects.filter(
            question_text="Tea or coffee?", pub_date=question.pub_date, closes_at=None
        )
        .values()
        .get()
    )
    assert [str(choice) for choice in question.choices.all()] == ["Tea", "Coffee"]


def test_a_closed_poll_with_votes_stays_closed(staff, bob, question, tea, coffee, now):
    question.votes.create(user=bob, choice=tea, voted_at=now - timedelta(minutes=30))
    Question.objects.update(closes_at=now - timedelta(minutes=5))
    body = filled_in(["Tea", "Coffee"], initial=[tea, coffee], question_text="Tea or coffee?")
    answer = staff.post(change(question), body)
    assert "a closed poll stays closed" in answer.content.decode()
    assert Question.objects.get().closes_at is not None


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin"])
def test_times_that_were_not_touched_stay_to_the_microsecond(staff, ada, question, zone):
    """One of them in an hour that clocks show twice."""
    ada.time_zone = zone
    ada.save()
    closes_at = datetime.fromisoformat("2027-10-31T01:30:59.999999+00:00")
    Question.objects.update(closes_at=closes_at)
    form = staff.get(change(question)).context["adminform"].form
    with timezone.override(zone):
        opens, closes = map(timezone.make_naive, (question.pub_date, closes_at))
    assert form.fields["closes_at"].was == closes_at
    body = filled_in(
        ["Tea", "Coffee"],
        initial=list(question.choices.all()),
        pub_date_0=f"{opens:%Y-%m-%d}",
        pub_date_1=f"{opens:%H:%M:%S}",
        closes_at_0=f"{closes:%Y-%m-%d}",
        closes_at_1=f"{closes:%H:%M:%S}",
    )
    assert staff.post(change(question), body).status_code == 302
    edited = Question.objects.get()
    assert (edited.pub_date, edited.closes_at) == (question.pub_date, closes_at)


def test_tallies_are_shown_and_cannot_be_written(staff, bob, question, tea, coffee):
    body = filled_in(["Tea", "Coffee"], initial=[tea, coffee]) | {"choices-0-votes": "99"}
    staff.post(change(question), body)
    tea.refresh_from_db()
    assert tea.votes == 0


def test_nobody_can_browse_who_voted_for_what(staff, bob, question, tea):
    question.votes.create(user=bob, choice=tea)
    assert Vote not in admin.site._registry
    for page in (LIST, change(question), f"{change(question).removesuffix('change/')}delete/"):
        assert "bob" not in staff.get(page).content.decode()


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


def test_a_question_is_deleted_with_its_votes_after_asking(staff, bob, question, tea):
    question.votes.create(user=bob, choice=tea)
    address = f"{change(question).removesuffix('change/')}delete/"
    assert "Votes: 1" in staff.get(address).content.decode()
    staff.post(address, {"post": "yes"})
    assert not Question.objects.exists()
    assert not Vote.objects.exists()


def test_chosen_questions_are_deleted_together(staff, bob, question, tea, closed, upcoming):
    question.votes.create(user=bob, choice=tea)
    chosen = {"action": "delete_selected", "_selected_action": [question.pk, closed.pk]}
    assert staff.post(LIST, chosen).status_code == 200
    staff.post(LIST, chosen | {"post": "yes"})
    assert list(Question.objects.all()) == [upcoming]


def test_the_history_and_the_page_of_a_question_open(staff, question):
    base = change(question).removesuffix("change/")
    assert staff.get(f"{base}history/").status_code == 200
    assert staff.post(f"{base}history/").status_code in {200, 405}
    assert question.get_absolute_url() == f"/polls/{question.pk}/"


def test_deleting_a_user_does_not_tell_what_they_voted(staff, bob, question, tea, now):
    question.votes.create(user=bob, choice=tea, voted_at=now - timedelta(days=1))
    page = staff.get(f"/admin/accounts/user/{bob.pk}/delete/").content.decode()
    assert "Tea" not in page
