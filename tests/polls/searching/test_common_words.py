"""A word that is short or common reads the list."""

import pytest
from django.db import connection

from polls import searching
from tests.polls.searching.conftest import ids_with, on_postgresql, on_sqlite


@on_sqlite
@pytest.mark.parametrize("word", ["ze", "z"])
def test_a_short_word_reads_the_table(ask, word):
    ask("A zebra?")
    assert ids_with(word) is None


@on_sqlite
def test_a_word_of_many_questions_reads_the_list(ask, monkeypatch):
    monkeypatch.setattr(searching, "FEW", 1)
    first = ask("A zebra?")
    assert ids_with("zebra") == [first.pk]
    ask("Another zebra?")
    assert ids_with("zebra") is None


@on_postgresql
def test_the_sample_of_texts_is_large_enough_for_words_of_one_question_in_300(db):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attstattarget FROM pg_attribute"
            " WHERE attrelid = 'polls_question'::regclass AND attname = 'folded'"
        )
        assert cursor.fetchone() == (searching.SAMPLE,)
