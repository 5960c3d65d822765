# ruff: noqa: RUF001 (letters that look alike are the subject)
"""Texts are in one order on every database."""

import pytest

from tests.polls.texts.conftest import URL, ask

IN_ORDER = [
    "10 or 9?",
    "a?",
    "Äpfel?",
    "apfelmus?",
    "École?",
    "ecology?",
    "ﬁne?",
    "Ilık?",
    "İlkin?",
    "ılla?",
    "strand?",
    "Straße b?",
    "Strasse?",
    "Zebra?",
    "αλφα?",
    "Ωμέγα?",
    "арбуз?",
    "Яблоко?",
    "日本?",
    "👍?",
]


@pytest.mark.parametrize("size", [3, 100])
def test_questions_are_in_one_order_on_every_database(api_as, alice, size):
    client = api_as(alice)
    for text in IN_ORDER[1::2] + IN_ORDER[::2]:
        assert ask(client, text).status_code == 201
    for order, expected in (("question_text", IN_ORDER), ("-question_text", IN_ORDER[::-1])):
        url, pages = f"{URL}?ordering={order}&page_size={size}", []
        while url:
            answer = client.get(url).json()
            pages += [question["question_text"] for question in answer["results"]]
            url = answer["next"]
        assert pages == expected
