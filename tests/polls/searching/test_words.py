"""Words are found by an index, where they are rare enough."""

import sqlite3

import pytest
from django.db import connection

from polls import searching
from polls.models import Question
from tests.polls.searching.conftest import WORDS, ids_with, on_postgresql, on_sqlite, plan


@on_postgresql
@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_found_by_its_trigrams(db, word):
    assert searching.INDEX in plan(f"search={word}")


@on_sqlite
@pytest.mark.parametrize("word", WORDS)
def test_a_rare_word_is_looked_up_where_it_stands_in_a_text(ask, word):
    question = ask(f"Who saw the{word}yesterday?")
    ask("Who saw nothing?")
    assert ids_with(word) == [question.pk]


@on_sqlite
def test_many_words_that_are_looked_up_fit_in_one_statement(client, alice):
    Question.objects.bulk_create(
        Question(question_text=f"Office {number}?") for number in range(searching.FEW)
    )
    client.force_login(alice)
    # SQLite's own limit, which Debian raises.
    before = connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 32_766)
    try:
        answer = client.get(
            "/polls/api/questions", {"search": "\N{LATIN SMALL LIGATURE FFI} " * 50}
        )
    finally:
        connection.connection.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, before)
    assert len(answer.json()["results"]) == 20


@on_sqlite
def test_each_of_the_words_that_are_looked_up_has_to_be_there(client, alice, ask):
    ask("A zebra?")
    ask("A horse?")
    both = ask("A zebra, or a horse?")
    client.force_login(alice)

    found = client.get("/polls/api/questions", {"search": "horse a zebra"}).json()["results"]
    none = client.get("/polls/api/questions", {"search": "horse donkey"}).json()["results"]

    assert ([question["id"] for question in found], none) == ([both.pk], [])


@on_sqlite
def test_what_is_looked_up_follows_every_change(ask):
    zebra, horse = ask("A zebra?"), ask("A horse?")
    horse.question_text = "Another zebra?"
    horse.save()
    assert ids_with("zebra") == [zebra.pk, horse.pk]
    Question.objects.filter(pk=zebra.pk).update(question_text="A donkey?")
    assert (ids_with("zebra"), ids_with("donkey"), ids_with("horse")) == (
        [horse.pk],
        [zebra.pk],
        [],
    )
    horse.delete()
    [new] = Question.objects.bulk_create([Question(question_text="A zebra again?")])
    assert ids_with("zebra") == [new.pk]
