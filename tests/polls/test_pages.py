"""The pages, as a browser without JavaScript uses them."""

import zoneinfo
from datetime import datetime, timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from polls.models import Question, Vote

PAGES = ["detail", "results", "edit", "delete"]


def url(name, question=None):
    return reverse(f"polls:{name}", args=[question.pk] if question else [])


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


@pytest.mark.parametrize("name", ["index", "create", *PAGES])
def test_a_page_sends_the_signed_out_to_sign_in_and_back(browser, question, name):
    page = url(name, question if name in PAGES else None)
    response = browser.get(page)
    assert response.status_code == 302
    assert response.url == f"/accounts/auth/?next={page}"


@pytest.mark.parametrize("name", ["index", "create", *PAGES])
def test_a_page_opens_for_who_asked(browser_as, alice, question, name):
    response = browser_as(alice).get(url(name, question if name in PAGES else None))
    assert response.status_code == 200
    assert "text/html" in response["Content-Type"]


@pytest.mark.parametrize("name", ["edit", "delete"])
def test_what_changes_a_poll_is_closed_to_others(browser_as, bob, question, name):
    browser = browser_as(bob)
    assert browser.get(url(name, question)).status_code == 403
    assert browser.post(url(name, question)).status_code == 403
    assert Question.objects.filter(pk=question.pk, closes_at=None).exists()


def test_only_who_asked_closes_a_poll(browser_as, bob, question):
    assert browser_as(bob).post(url("close", question)).status_code == 403


@pytest.mark.parametrize("name", ["vote", "close"])
def test_nothing_changes_by_looking(browser_as, alice, question, name):
    assert browser_as(alice).get(url(name, question)).status_code == 405


@pytest.mark.parametrize("path", ["/polls/999/", "/polls/999999999999999999999/", "/polls/x/"])
def test_a_poll_that_is_not_there_is_a_404(browser_as, alice, path):
    assert browser_as(alice).get(path).status_code == 404


# The list -------------------------------------------------------------------------


def test_the_list_shows_what_fits(browser_as, bob, question, closed, upcoming):
    browser = browser_as(bob)
    assert browser.get("/polls/").context["questions"] == [upcoming, closed, question]
    assert browser.get("/polls/?status=closed").context["questions"] == [closed]
    assert browser.get("/polls/?search=HILLS").context["questions"] == [upcoming]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("status=odd", "status"),
        ("statuz=open", "statuz"),
        ("status=closed&utm_source=x", "utm_source"),
        ("search=%E2%80%8B", "search"),
        ("status=open&status=closed", "status"),
        ("<b>=1", "<b>"),
    ],
)
def test_a_filter_that_makes_no_sense_says_so_and_shows_all(browser_as, bob, question, query, name):
    response = browser_as(bob).get(f"/polls/?{query}")
    assert response.context["questions"] == [question]
    assert list(response.context["errors"]) == [name]
    page = response.content.decode()
    assert "This list shows all polls" in page
    assert '<input type="radio" name="status" value="" checked>' in page
    assert "<code><b></code>" not in page


def test_links_on_do_not_repeat_what_made_no_sense(browser_as, bob, ask):
    for number in range(21):
        ask(f"Question {number}")
    assert "statuz" not in browser_as(bob).get("/polls/?statuz=open").context["next"]


def test_the_list_goes_on_and_keeps_its_filter(browser_as, bob, ask):
    asked = [ask(f"Question {i}") for i in range(25)]
    browser = browser_as(bob)
    first = browser.get("/polls/?status=open")
    second = browser.get("/polls/" + first.context["next"])
    assert first.context["questions"] + second.context["questions"] == asked[::-1]
    assert "status=open" in first.context["next"]
    assert second.context["next"] is None
    back = browser.get("/polls/" + second.context["previous"])
    assert back.context["questions"] == first.context["questions"]


def test_a_cursor_that_was_made_up_is_a_404(browser_as, bob, question):
    assert browser_as(bob).get("/polls/?cursor=x").status_code == 404


# Voting -----------------------------------------------------------------------------


def test_a_vote_is_counted_and_leads_to_the_results(browser_as, bob, question, tea):
    response = browser_as(bob).post(url("vote", question), {"choice": tea.pk}, follow=True)
    assert response.redirect_chain == [(url("results", question), 302)]
    assert response.context["results"]["total"] == 1
    assert said(response) == ["Your vote is counted."]


def test_votes_over_time_end_now_at_the_latest(browser_as, bob, ask, now):
    question = ask(pub_date=now - timedelta(days=90))
    question.votes.create(user=bob, choice=question.choices.first(), voted_at=now)
    context = browser_as(bob).get(url("results", question)).context
    assert context["until"] <= timezone.now() < context["results"]["over_time"][-1]["to"]


def test_a_vote_can_be_changed_and_withdrawn(browser_as, bob, question, tea, coffee):
    browser = browser_as(bob)
    browser.post(url("vote", question), {"choice": tea.pk})
    browser.post(url("vote", question), {"choice": coffee.pk})
    assert Vote.objects.get().choice == coffee
    browser.post(url("vote", question), {"withdraw": "1"})
    assert not Vote.objects.exists()


@pytest.mark.parametrize("choice", ["", "x", "-1", "1e3", "9" * 30, "٣"])
def test_a_vote_for_nothing_asks_again(browser_as, bob, question, choice):
    response = browser_as(bob).post(url("vote", question), {"choice": choice})
    assert response.url == url("detail", question)
    assert said(response) == ["Choose one of the answers first."]


def test_a_vote_on_a_closed_poll_says_why_not(browser_as, bob, closed):
    choice = closed.choices.first()
    response = browser_as(bob).post(url("vote", closed), {"choice": choice.pk})
    assert said(response) == ["This poll is closed."]
    assert not Vote.objects.exists()


def test_a_vote_needs_the_forms_own_token(browser, bob, question, tea):
    browser.force_login(bob)
    response = browser.post(url("vote", question), {"choice": tea.pk})
    assert response.status_code == 403
    assert not Vote.objects.exists()


# Asking and editing -------------------------------------------------------------------


def filled_in(**fields):
    return {
        "question_text": "Bus or train?",
        "choices": ["Bus", " Train ", "", ""],
        "pub_date": "",
        "closes_at": "",
    } | fields


def edited(**fields):
    return filled_in(pub_date="2026-11-01T08:00", **fields)


def test_a_question_is_asked_with_its_choices(browser_as, alice):
    response = browser_as(alice).post("/polls/new/", filled_in())
    question = Question.objects.get()
    assert response.url == url("detail", question)
    assert question.author == alice
    assert [str(choice) for choice in question.choices.all()] == ["Bus", "Train"]


@pytest.mark.parametrize("given", [5, 12, 18, 20])
def test_without_javascript_there_are_inputs_for_more_choices(browser_as, alice, given):
    texts = [f"Choice {number}" for number in range(given)]
    body = filled_in(choices=texts, closes_at="2090-06-01T09:30", more="1")
    form = browser_as(alice).post("/polls/new/", body).context["form"]
    assert form.choice_inputs() == texts + [""] * min(5, 20 - given)
    assert form["question_text"].value() == "Bus or train?"
    assert 'value="2090-06-01T09:30"' in str(form["closes_at"])
    assert not form.errors
    assert not Question.objects.exists()


def test_more_choices_keep_what_was_edited(browser_as, alice, question):
    body = edited(choices=["A", "B", "C"], more="1")
    form = browser_as(alice).post(url("edit", question), body).context["form"]
    assert form.choice_inputs()[:4] == ["A", "B", "C", ""]
    assert form["question_text"].value() == "Bus or train?"


def test_times_are_read_in_the_zone_of_who_asks(browser_as, alice):
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    browser_as(alice).post("/polls/new/", filled_in(closes_at="2090-06-01T09:30"))
    assert Question.objects.get().closes_at.isoformat() == "2090-06-01T00:30:00+00:00"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"question_text": "  "}, "question_text"),
        ({"question_text": "x" * 201}, "question_text"),
        ({"question_text": "a\u200b\nb"}, "question_text"),
        ({"question_text": "\u200b"}, "question_text"),
        ({"question_text": "a\0b"}, "question_text"),
        ({"choices": ["Bus"]}, "choices"),
        ({"choices": ["Bus", "Bus"]}, "choices"),
        ({"choices": ["Bus", "x" * 201]}, "choices"),
        ({"choices": ["Bus", "Tr\0ain"]}, "choices"),
        ({"choices": [str(i) for i in range(21)]}, "choices"),
        ({"closes_at": "2001-01-01T00:00"}, "closes_at"),
        ({"closes_at": "9999-12-31T23:59"}, "closes_at"),
        ({"closes_at": "soon"}, "closes_at"),
        ({"pub_date": "0001-01-01T00:00"}, "pub_date"),
    ],
)
def test_a_question_that_makes_no_sense_is_shown_again(browser_as, alice, fields, wrong):
    response = browser_as(alice).post("/polls/new/", filled_in(**fields))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [wrong]
    assert not Question.objects.exists()


BERLIN = "Europe/Berlin"


@pytest.mark.parametrize(
    ("zone", "closes_at", "shown"),
    [
        (BERLIN, "2027-10-31T00:30:00+00:00", "2027-10-31T02:30"),  # this hour comes twice:
        (BERLIN, "2027-10-31T01:30:00+00:00", "2027-10-31T02:30"),  # summer, then winter
        (BERLIN, "2027-10-31T01:30:59.999999+00:00", "2027-10-31T02:30"),
        ("Australia/Lord_Howe", "2027-04-03T14:45:00+00:00", "2027-04-04T01:45"),  # half an hour
        ("Asia/Kolkata", "2027-10-31T00:30:17.5+00:00", "2027-10-31T06:00"),
        ("Pacific/Kiritimati", "2100-12-31T23:59:59+00:00", "2101-01-01T13:59"),
    ],
)
def test_a_time_that_was_shown_and_not_touched_stays(
    browser_as, alice, question, zone, closes_at, shown
):
    alice.time_zone = zone
    alice.save()
    Question.objects.update(closes_at=datetime.fromisoformat(closes_at))
    browser = browser_as(alice)
    page = browser.get(url("edit", question))
    assert f'name="closes_at" value="{shown}"' in page.content.decode()
    body = {name: page.context["form"][name].value() for name in ("question_text", "choices")}
    opens = timezone.localtime(question.pub_date, zoneinfo.ZoneInfo(zone))
    body |= {"pub_date": f"{opens:%Y-%m-%dT%H:%M}", "closes_at": shown}
    assert browser.post(url("edit", question), body).status_code == 302
    assert Question.objects.get().closes_at.isoformat() == closes_at.replace(".5+", ".500000+")
    assert Question.objects.get().pub_date == question.pub_date


@pytest.mark.parametrize(
    "given",
    [
        "2031-10-26T02:30",  # the clocks go from 3 back to 2
        "2031-03-30T02:30",  # and from 2 on to 3
    ],
)
def test_an_hour_that_clocks_skip_or_repeat_is_not_guessed(browser_as, alice, given):
    alice.time_zone = BERLIN
    alice.save()
    response = browser_as(alice).post("/polls/new/", filled_in(closes_at=given))
    text = "The clocks of Europe/Berlin skip this hour or show it twice. Choose another time."
    assert response.context["form"].errors == {"closes_at": [text]}


def test_the_form_says_whose_clock_it_goes_by(browser_as, alice):
    alice.time_zone = BERLIN
    alice.save()
    assert "Times are in Europe/Berlin." in browser_as(alice).get("/polls/new/").content.decode()


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


def test_after_votes_the_form_has_times_alone(browser_as, alice, bob, question, tea):
    question.votes.create(user=bob, choice=tea)
    page = browser_as(alice).get(url("edit", question)).content.decode()
    assert "There are votes already" in page
    assert 'name="question_text"' not in page
    assert 'name="choices"' not in page
    times = {"pub_date": f"{question.pub_date:%Y-%m-%dT%H:%M}", "closes_at": "2090-01-01T08:00"}
    response = browser_as(alice).post(url("edit", question), times)
    assert response.url == url("detail", question)
    assert Question.objects.get().closes_at.year == 2090


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"question_text": "Tea, or coffee?"}, "the question stays as it is"),
        ({"choices": ["A", "B"]}, "the choices stay as they are"),
        ({"pub_date": "2090-01-01T08:00", "closes_at": ""}, "cannot open after the first"),
    ],
)
def test_a_form_older_than_the_votes_is_told_so(
    browser_as, alice, bob, question, tea, fields, said
):
    question.votes.create(user=bob, choice=tea)
    form = {
        "question_text": "Tea or coffee?",
        "choices": ["Tea", "Coffee", ""],
        "pub_date": f"{question.pub_date:%Y-%m-%dT%H:%M}",
        "closes_at": "",
    }
    response = browser_as(alice).post(url("edit", question), form | fields)
    assert response.status_code == 200
    assert said in str(response.context["form"].non_field_errors())
    assert (
        Question.objects.values().get()
        == Question.objects.filter(
            question_text="Tea or coffee?", pub_date=question.pub_date, closes_at=None
        )
        .values()
        .get()
    )
    assert [str(choice) for choice in question.choices.all()] == ["Tea", "Coffee"]


def test_staff_edits_any_poll(browser_as, ada, question):
    browser_as(ada).post(url("edit", question), edited())
    assert Question.objects.get().question_text == "Bus or train?"
    assert Question.objects.get().author == question.author


def test_a_poll_is_closed_now_and_once(browser_as, alice, question, now):
    browser = browser_as(alice)
    response = browser.post(url("close", question))
    closes_at = Question.objects.get().closes_at
    assert now <= closes_at < now + timedelta(minutes=1)
    assert response.url == url("detail", question)
    assert "This poll is closed." in said(browser.post(url("close", question)))
    assert Question.objects.get().closes_at == closes_at


def test_a_poll_is_deleted_with_its_votes(browser_as, alice, bob, question, tea):
    question.votes.create(user=bob, choice=tea)
    response = browser_as(alice).post(url("delete", question))
    assert response.url == "/polls/"
    assert not Question.objects.exists()
    assert not Vote.objects.exists()


def test_markup_in_texts_is_text(browser_as, alice, ask):
    question = ask("<b>bold?</b>", by=alice, choices=("<script>1</script>", "&amp;"))
    browser = browser_as(alice)
    for name in PAGES:
        page = browser.get(url(name, question)).content.decode()
        assert "<b>bold?</b>" not in page
        assert "<script>1</script>" not in page


@pytest.mark.parametrize("name", ["vote", "close"])
def test_who_was_signed_out_meanwhile_comes_back_to_the_poll(browser, question, name):
    browser.handler.enforce_csrf_checks = False
    response = browser.post(url(name, question))
    assert response.url == f"/accounts/auth/?next=/polls/{question.pk}/"


def test_a_refusal_says_who_may(browser_as, bob, question):
    response = browser_as(bob).get(url("edit", question))
    assert response.status_code == 403
    assert "Only the person who asked this poll" in response.text
