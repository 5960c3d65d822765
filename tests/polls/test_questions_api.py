"""/polls/api/questions/{id}: what it shows, and who may write it."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from polls import voting
from polls.models import Question, Vote

URL = "/polls/api/questions"
TEXTS = ["Bus", "Train"]


def one(question):
    return f"{URL}/{question.pk}"


def asked(**fields):
    return {"question_text": "Bus or train?", "choices": TEXTS} | fields


def texts(question):
    return [str(choice) for choice in question.choices.all()]


def test_a_question_looks_like_this(api_as, alice, bob, question, tea, coffee, now):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    answer = api_as(bob).get(one(question))
    assert answer.json() == {
        "id": question.pk,
        "question_text": "Tea or coffee?",
        "pub_date": question.pub_date.isoformat().replace("+00:00", "Z"),
        "closes_at": None,
        "author": "alice",
        "choices": [
            {"id": tea.pk, "choice_text": "Tea", "votes": 1},
            {"id": coffee.pk, "choice_text": "Coffee", "votes": 0},
        ],
        "my_vote": tea.pk,
    }


def test_nobody_sees_the_vote_of_another(api_as, bob, charlie, question, tea, now):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    answer = api_as(charlie).get(one(question))
    assert answer.json()["my_vote"] is None
    assert "bob" not in answer.content.decode()


def test_a_question_outlives_who_asked_it(api_as, alice, bob, question):
    alice.delete()
    assert api_as(bob).get(one(question)).json()["author"] is None


def test_a_question_costs_three_queries_with_a_new_token(
    api_as, bob, question, django_assert_num_queries
):
    client = api_as(bob)
    with django_assert_num_queries(3):  # the token, its last use, the question
        client.get(one(question))
    with django_assert_num_queries(2):
        client.get(one(question))


def test_an_unchanged_question_is_a_304(api_as, bob, question, tea, now):
    client = api_as(bob)
    tag = client.get(one(question))["ETag"]
    assert client.get(one(question), headers={"If-None-Match": tag}).status_code == 304
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    assert client.get(one(question), headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("slash", ["", "/"])
@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "options"])
def test_both_forms_of_the_address_work(api_as, alice, question, slash, method):
    answer = getattr(api_as(alice), method)(one(question) + slash, asked())
    assert answer.status_code in {200, 204}


@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 19, "9" * 999, "x", "-1", "1.5"])
@pytest.mark.parametrize("tail", ["", "/vote", "/results", "/results.svg"])
def test_what_is_not_there_is_a_404(api_as, alice, question, pk, tail):
    answer = api_as(alice).get(f"{URL}/{pk}{tail}")
    assert answer.status_code == (405 if tail == "/vote" and pk.isdigit() and len(pk) < 19 else 404)
    assert set(answer.json()) == {"detail", "code"}


# Permission to write ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caller", "status"), [("nobody", 401), ("alice", 200), ("bob", 403), ("ada", 200)]
)
@pytest.mark.parametrize("method", ["put", "patch"])
def test_editing_is_for_who_asked_and_staff(
    api, api_as, alice, bob, ada, question, caller, status, method
):
    people = {"alice": alice, "bob": bob, "ada": ada}
    client = api_as(people[caller]) if caller in people else api
    answer = getattr(client, method)(one(question), asked())
    assert answer.status_code == status
    question.refresh_from_db()
    assert (question.question_text == "Bus or train?") == (status == 200)
    assert question.author == alice


@pytest.mark.parametrize(
    ("caller", "status"), [("nobody", 401), ("alice", 204), ("bob", 403), ("ada", 204)]
)
def test_deleting_is_for_who_asked_and_staff(
    api, api_as, alice, bob, ada, question, tea, caller, status
):
    question.votes.create(user=bob, choice=tea)
    people = {"alice": alice, "bob": bob, "ada": ada}
    client = api_as(people[caller]) if caller in people else api
    assert client.delete(one(question)).status_code == status
    assert Question.objects.exists() == Vote.objects.exists() == (status != 204)


@pytest.mark.parametrize(
    ("caller", "status"), [("nobody", 401), ("alice", 200), ("bob", 403), ("ada", 200)]
)
@pytest.mark.parametrize("slash", ["", "/"])
def test_closing_is_for_who_asked_and_staff(
    api, api_as, alice, bob, ada, question, now, caller, status, slash
):
    people = {"alice": alice, "bob": bob, "ada": ada}
    client = api_as(people[caller]) if caller in people else api
    answer = client.post(f"{one(question)}/close{slash}", {"closes_at": "2031-01-01T00:00Z"})
    assert answer.status_code == status
    question.refresh_from_db()
    if status == 200:
        assert now <= question.closes_at <= timezone.now()
        assert answer.json() == client.get(one(question)).json()
    else:
        assert question.closes_at is None


def test_only_an_open_poll_is_closed(api_as, alice, closed, upcoming):
    for poll, code in [(closed, "poll_closed"), (upcoming, "poll_not_open")]:
        answer = api_as(alice).post(f"{one(poll)}/close")
        assert answer.status_code == 409
        assert answer.json()["code"] == code
        assert poll.closes_at == Question.objects.get(pk=poll.pk).closes_at


def test_signed_out_callers_get_a_challenge(api, question):
    for address in (URL, one(question), f"{one(question)}/results.svg"):
        answer = api.get(address)
        assert answer.status_code == 401
        assert answer["WWW-Authenticate"].startswith("Token")
        assert answer.json()["code"] == "not_authenticated"


def test_a_cookie_alone_writes_nothing(browser, bob, question):
    browser.force_login(bob)
    answer = browser.post(URL, asked(), content_type="application/json")
    assert answer.status_code == 403
    assert answer.json()["code"] == "csrf_failed"
    assert Question.objects.count() == 1


# Asking -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "choices", [TEXTS, [{"choice_text": text, "votes": 9, "id": 1} for text in TEXTS]]
)
def test_a_question_is_asked_by_whoever_is_signed_in(api_as, bob, charlie, choices):
    body = asked(choices=choices, id=77, author="charlie", my_vote=1, votes=9)
    answer = api_as(bob).post(URL, body)
    assert answer.status_code == 201
    question = Question.objects.get()
    assert question.author == bob
    assert answer.json() == api_as(bob).get(one(question)).json()
    assert [(c["choice_text"], c["votes"]) for c in answer.json()["choices"]] == [
        ("Bus", 0),
        ("Train", 0),
    ]


def test_a_question_can_open_and_close_later(api_as, bob):
    body = asked(pub_date="2040-01-01T12:00:00+02:00", closes_at="2040-01-01T10:00:01Z")
    answer = api_as(bob).post(URL, body).json()
    assert answer["pub_date"] == "2040-01-01T10:00:00Z"
    assert answer["closes_at"] == "2040-01-01T10:00:01Z"


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Pacific/Kiritimati"])
@pytest.mark.parametrize(
    ("given", "utc"),
    [
        ("2031-06-01T09:30Z", "2031-06-01T09:30:00Z"),
        ("2031-10-26T02:30+01:00", "2031-10-26T01:30:00Z"),
        ("2031-10-26T02:30+02:00", "2031-10-26T00:30:00Z"),
        ("2031-06-01T09:30:00.123456-11:30", "2031-06-01T21:00:00.123456Z"),
        ("2031-06-01T09:30", None),
        ("2031-06-01 09:30:00", None),
        ("2031-06-01", None),
        ("20310601T0930", None),
        ("2031-W22-7T09:30", None),
    ],
)
def test_a_time_has_its_offset(api_as, bob, zone, given, utc):
    bob.time_zone = zone
    bob.save()
    answer = api_as(bob).post(URL, asked(closes_at=given))
    if utc:
        assert answer.json()["closes_at"] == utc
    else:
        text = "Give the offset, such as 2026-12-01T12:00:00Z or +01:00."
        assert (answer.status_code, answer.json()) == (400, {"closes_at": [text]})


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("2000-01-01T00:00Z", 201),
        ("2000-01-01T00:00+00:01", 400),  # 1999 in UTC
        ("1999-12-31T23:59-00:01", 201),
        ("2100-12-31T23:59Z", 201),
        ("2101-01-01T13:00+14:00", 201),
        ("2100-12-31T23:59-00:01", 400),
        ("0001-01-01T00:00+14:00", 400),
        ("9999-12-31T23:59-12:00", 400),
    ],
)
def test_a_year_counts_in_utc(api_as, bob, given, status):
    assert api_as(bob).post(URL, asked(pub_date=given)).status_code == status


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"question_text": ""}, "question_text"),
        ({"question_text": " \t "}, "question_text"),
        ({"question_text": None}, "question_text"),
        ({"question_text": ["a"]}, "question_text"),
        ({"question_text": "x" * 201}, "question_text"),
        ({"question_text": "a\0b"}, "question_text"),
        ({"question_text": "a\x0bb"}, "question_text"),
        ({"question_text": "a\u2028b"}, "question_text"),
        ({"question_text": "\u200b\u200b"}, "question_text"),
        ({"choices": None}, "choices"),
        ({"choices": "Bus"}, "choices"),
        ({"choices": {"choice_text": "Bus"}}, "choices"),
        ({"choices": []}, "choices"),
        ({"choices": ["Bus"]}, "choices"),
        ({"choices": ["Bus", "Bus "]}, "choices"),
        ({"choices": ["Bus", "bus"]}, "choices"),
        ({"choices": ["Bus", ""]}, "choices"),
        ({"choices": ["Bus", None]}, "choices"),
        ({"choices": ["Bus", 7]}, "choices"),
        ({"choices": ["Bus", ["Train"]]}, "choices"),
        ({"choices": ["Bus", {}]}, "choices"),
        ({"choices": ["Bus", "x" * 201]}, "choices"),
        ({"choices": [str(i) for i in range(21)]}, "choices"),
        ({"choices": ["x"] * 50_000}, "choices"),
        ({"closes_at": "2001-01-01T00:00:00Z"}, "closes_at"),
        ({"closes_at": "soon"}, "closes_at"),
        ({"closes_at": 5}, "closes_at"),
        ({"closes_at": "9999-12-31T23:59:59-12:00"}, "closes_at"),
        ({"pub_date": "0001-01-01T00:00:00+14:00"}, "pub_date"),
        ({"pub_date": "2101-01-01T00:00:00Z"}, "pub_date"),
        ({"pub_date": None}, "pub_date"),
        ({"pub_date": "2030-01-01T00:00Z", "closes_at": "2030-01-01T00:00Z"}, "closes_at"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(api_as, bob, fields, wrong):
    body = json.dumps(asked(**fields))  # in ASCII, which alone can carry a lone surrogate
    answer = api_as(bob).generic("POST", URL, body, content_type="application/json")
    assert answer.status_code == 400
    assert list(answer.json()) == [wrong]
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    "body", ["", "null", "[]", '"x"', "1", "{", "NaN", '{"choices": NaN}', "\xff", "[" * 100_000]
)
@pytest.mark.parametrize("path", ["", "/{pk}", "/{pk}/vote"])
def test_a_body_that_is_no_object_is_a_400(api_as, alice, question, body, path):
    method = "put" if "{pk}" in path else "post"
    answer = api_as(alice).generic(
        method, URL + path.format(pk=question.pk), body, content_type="application/json"
    )
    assert answer.status_code == 400


# Editing --------------------------------------------------------------------------------


def test_what_was_read_can_be_put_back(api_as, alice, bob, question, tea, now):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    client = api_as(alice)
    before = client.get(one(question)).json()
    answer = client.put(one(question), before)
    assert answer.status_code == 200
    assert answer.json() == before


def test_choices_can_be_replaced_while_nobody_voted(api_as, alice, question):
    answer = api_as(alice).patch(one(question), {"choices": ["Water", "Tea", "Milk"]})
    assert answer.status_code == 200
    assert [choice["choice_text"] for choice in answer.json()["choices"]] == [
        "Water",
        "Tea",
        "Milk",
    ]
    assert texts(question) == ["Water", "Tea", "Milk"]


@pytest.mark.parametrize("choices", [["Water", "Juice"], ["Coffee", "Tea"], ["Tea", "Coffee", "x"]])
def test_choices_are_frozen_once_a_vote_is_in(api_as, alice, bob, question, tea, now, choices):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    answer = api_as(alice).patch(one(question), {"question_text": "New?", "choices": choices})
    assert answer.status_code == 409
    assert answer.json()["code"] == "choices_frozen"
    question.refresh_from_db()
    assert question.question_text == "Tea or coffee?"
    assert texts(question) == ["Tea", "Coffee"]


def test_the_end_can_be_moved_once_a_vote_is_in(api_as, alice, bob, question, tea, now):
    voting.cast(user=bob, question=question, choice_id=tea.pk, now=now)
    closes_at = now + timedelta(days=1)
    answer = api_as(alice).patch(one(question), {"closes_at": closes_at})
    assert answer.status_code == 200
    assert Question.objects.get().closes_at == closes_at
    assert api_as(alice).patch(one(question), {"closes_at": None}).json()["closes_at"] is None


def test_an_edit_keeps_the_end_after_the_beginning(api_as, alice, question, now):
    client = api_as(alice)
    client.patch(one(question), {"closes_at": now + timedelta(days=1)})
    answer = client.patch(one(question), {"pub_date": now + timedelta(days=2)})
    assert answer.status_code == 400
    assert list(answer.json()) == ["closes_at"]


def test_put_needs_all_that_makes_a_question(api_as, alice, question):
    answer = api_as(alice).put(one(question), {"question_text": "Only this?"})
    assert answer.status_code == 400
    assert list(answer.json()) == ["choices"]
