"""POST /polls/api/questions: how a question is asked, and what makes no sense."""

import json

import pytest

from polls.models import Question
from tests.polls.test_questions_api import TEXTS, URL, asked, one


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
