# ruff: noqa: RUF001 (letters that look alike are the subject)
"""Choices that look the same are the same."""

import pytest

from polls.models import Question
from tests.polls.texts.conftest import ENGLAND, FAMILY, SCOTLAND, ask

SAME = [
    ("Tea", "tea"),
    ("Tea", "TEA "),
    ("Tea", "T\u200bea"),
    ("Tea", "Te\u00ada"),
    ("Tea", "\u202eTea"),
    ("Tea", "Tea\ufe0f"),
    ("Tea", "T\u200dea"),
    ("Tea", "Ｔｅａ"),
    ("Tea", "𝐓𝐞𝐚"),
    ("Green tea", "Green  tea"),
    ("Green tea", "Green\u00a0tea"),
    ("Café", "Cafe\u0301"),
    ("Café", "CAFÉ"),
    ("Straße", "STRASSE"),
    ("Straße", "STRAẞE"),
    ("Σίσυφος", "ΣΊΣΥΦΟΣ"),
    ("ﬁne", "fine"),
    ("²", "2"),
    ("\u2764", "\u2764\ufe0f"),
    (FAMILY, f"{FAMILY}\u200b"),
    (ENGLAND, f"{ENGLAND}\u00ad"),
    ("가", "\u1100\u1161"),
]
DIFFERENT = [
    ("Tea", "Teas"),
    ("Green tea", "Greentea"),
    ("Café", "Cafe"),
    (FAMILY, FAMILY.replace("\u200d", "")),
    (ENGLAND, SCOTLAND),
    ("👍", "👍🏽"),
    ("👩🏽\u200d🚀", "👩🏽🚀"),
    ("🙂\u200d↕️", "🙂↕️"),
    ("ılık", "ilik"),
    ("が", "か"),
    ("Tea", "Те\u0430"),  # of Cyrillic letters
]


@pytest.mark.parametrize(("one", "other"), SAME)
@pytest.mark.parametrize("door", ["api", "page", "admin"])
def test_choices_that_look_the_same_are_the_same(api_as, browser_as, alice, ada, one, other, door):
    if door == "api":
        answer = ask(api_as(alice), "Which?", [one, other, "No"])
        assert answer.status_code == 400
        assert list(answer.json()) == ["choices"]
    elif door == "page":
        body = {"question_text": "Which?", "choices": [one, other], "pub_date": "", "closes_at": ""}
        assert "choices" in browser_as(alice).post("/polls/new/", body).context["form"].errors
    else:
        from tests.polls.admin.conftest import LIST, filled_in

        assert browser_as(ada).post(f"{LIST}add/", filled_in([one, other])).status_code == 200
    assert not Question.objects.exists()


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_choices_that_look_different_are_different(api_as, alice, one, other):
    answer = ask(api_as(alice), "Which?", [one, other])
    assert answer.status_code == 201
    assert [choice["choice_text"] for choice in answer.json()["choices"]] == [one, other]
