# ruff: noqa: RUF001 (letters that look alike are the subject)
"""A question is found whatever the case and accents, on every database."""

import pytest

from polls import texts
from tests.polls.texts.conftest import FAMILY, URL, ask, found


@pytest.mark.parametrize(
    ("text", "searches"),
    [
        ("Où est l'Été?", ["été", "ÉTÉ", "ete", "E\u0301te\u0301", "OÙ", "l'été ou"]),
        ("Straße oder Weg?", ["STRASSE", "straße", "STRAẞE", "strasse weg"]),
        ("İstanbul or ISPARTA, ılık?", ["istanbul", "İSTANBUL", "ısparta", "ILIK", "ilik"]),
        ("ΣΊΣΥΦΟΣ;", ["σισυφος", "Σίσυφος", "συφοσ"]),
        ("Привет, Мир?", ["ПРИВЕТ", "мир"]),
        ("Fullwidth Ｔｅａ?", ["tea", "ＴＥＡ"]),
        ("soft\u00adhyphen?", ["softhyphen"]),
        ("ﬁne?", ["FINE"]),
        (f"{FAMILY} or alone?", [FAMILY, "alone"]),
        ("がく?", ["が"]),
        ("100% or 50_50?", ["100%", "50_50"]),
        (r"back\slash?", ["\\"]),
        ("x" * 190 + " ﷺ ends?", ["ends"]),
    ],
)
def test_a_question_is_found_whatever_the_case_and_accents(api_as, alice, text, searches):
    client = api_as(alice)
    assert ask(client, text).status_code == 201
    assert ask(client, "Something else?").status_code == 201
    for search in searches:
        assert len(found(client, search=search)) == 1, search


@pytest.mark.parametrize(
    ("text", "search"), [("かく?", "が"), ("Tea?", "т"), ("a_b?", "a%b"), ("aXb?", "a_b")]
)
def test_another_letter_is_another_letter(api_as, alice, text, search):
    client = api_as(alice)
    ask(client, text)
    assert found(client, search=search) == []


@pytest.mark.parametrize("search", ["\u200b", "\u0301", "tea \u00ad", "\ufe0f"])
def test_a_word_of_nothing_is_no_word(api_as, alice, search):
    answer = api_as(alice).get(URL, {"search": search})
    assert answer.status_code == 400
    assert list(answer.json()) == ["search"]


@pytest.mark.parametrize("search", ["ETE", "été"])
def test_the_admin_finds_as_the_list_does(api_as, browser_as, alice, ada, search):
    ask(api_as(alice), "Où est l'Été?")
    answer = browser_as(ada).get("/admin/polls/question/", {"q": search})
    assert answer.context["cl"].result_count == 1


def test_a_text_too_long_to_be_stored_is_not_looked_at():
    """Composing a run of marks sorts it, which takes the square of its length."""
    run = "\u0300\u0316" * texts.LONGEST
    assert texts.canonical(run) == run
    for form in (texts.key, texts.folded):
        assert form("a" * texts.LONGEST + run) == "a" * texts.LONGEST
