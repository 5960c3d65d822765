"""PostgreSQL looks rare words up, of three letters and more, as they stand."""

import pytest

from polls import searching
from polls.models import Question
from tests.polls.searching.conftest import on_postgresql, without_scans


def is_looked_up(*words):
    with without_scans():
        return searching.looked_up(words, Question.objects.all()) is not None


@on_postgresql
def test_words_of_one_or_two_letters_are_not_looked_up(db):
    assert is_looked_up("oxen")
    assert is_looked_up("a", "oxen")
    assert not is_looked_up("ox")
    assert not is_looked_up("a", "ox")


@on_postgresql
@pytest.mark.parametrize("word", ["100%", "a_b", "back\\slash", "it's"])
def test_a_word_is_looked_up_as_it_stands(ask, monkeypatch, word):
    monkeypatch.setattr(searching, "FEW", 0)
    ask("100 acb back slash its?")
    assert is_looked_up(word)
    ask(f"A {word}?")
    assert not is_looked_up(word)
