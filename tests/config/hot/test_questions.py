"""The quick way writes a question as the usual way does, and as it is now."""

from datetime import timedelta

import pytest
from django.utils import timezone

from polls import editing, voting
from polls.models import Question
from polls.pagination import KeysetPagination
from tests.config.hot.conftest import LIST

now = timezone.now()
QUESTIONS = {
    "open": {},
    "closed": {"pub_date": now - timedelta(2), "closes_at": now - timedelta(1)},
    "upcoming": {"pub_date": now + timedelta(1)},
    "whole seconds": {"pub_date": now.replace(microsecond=0)},
    "tenths of seconds": {"pub_date": now.replace(microsecond=100_000)},
    "long ago": {"pub_date": now.replace(year=1970)},
    "far ahead": {"pub_date": now, "closes_at": now.replace(year=9998)},
    "quotes": {"question_text": 'Tea "or" \\ coffee? </script>'},
    "other alphabets": {"question_text": "Чай или кофе? 茶 ☕ é \U0001f375"},
    "long": {"question_text": "Tea? " * 40},
}


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize("fields", QUESTIONS.values(), ids=QUESTIONS)
def test_a_question_is_written_alike(site, alice, bob, by_alice, path, fields):
    question = editing.save(
        Question(**{"question_text": "Tea?", "author": bob} | fields), choices=["Tea", "„No“"]
    )
    assert site.compare(LIST if path == "list" else f"{LIST}/{question.pk}", **by_alice)


def test_a_vote_is_seen_by_the_next_request(site, alice, bob, by_alice, question, url):
    assert site.compare(url, **by_alice)
    choice = question.choices.first()
    for user in (bob, alice):
        voting.cast(user=user, question=question, choice_id=choice.pk, now=timezone.now())
        assert site.compare(url, **by_alice)
    assert site.compare(LIST, **by_alice)
    _status, _headers, body = site.get(site.application, url, by_alice)
    assert b'"votes":2' in body
    assert f'"my_vote":{choice.pk}'.encode() in body


def test_an_edit_is_seen_by_the_next_request(site, by_alice, question, url):
    assert site.compare(url, **by_alice)
    question.question_text, question.author = "Milk?", None
    question.save()
    assert site.compare(url, **by_alice)
    editing.delete(question)
    assert site.status(url, **by_alice) == "404"


@pytest.mark.parametrize("number", [0, 1, KeysetPagination.page_size, 21, 22])
def test_a_page_is_written_alike(site, alice, by_alice, number):
    for n in range(number):
        editing.save(Question(question_text=f"{n}?", author=alice), choices=["Yes", "No"])
    assert site.compare(LIST, **by_alice)
