# ruff: noqa: RUF001 (letters that look alike are the subject)
"""A text is stored in its canonical form, by which its length counts."""

import pytest

from polls import texts, validators
from polls.models import Choice, Question
from tests.polls.texts.conftest import ENGLAND, FAMILY, ask


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("Caf\u00e9?", "Caf\u00e9?"),
        ("Cafe\u0301?", "Caf\u00e9?"),
        ("  Tea?\u00a0\u3000", "Tea?"),
        ("\u200b\ufeffTea?\u2060\u00ad", "Tea?"),
        ("\u200b \u200bTea? \u200b ", "Tea?"),
        ("Tea  or\u00a0coffee?", "Tea  or\u00a0coffee?"),
        (f"{FAMILY}?", f"{FAMILY}?"),
        (f"Who wins? {ENGLAND}", f"Who wins? {ENGLAND}"),
        ("I \u2764\ufe0f", "I \u2764\ufe0f"),
        ("می\u200cخواهم؟", "می\u200cخواهم؟"),  # a Persian word needs its joiner
        ("\uac00\u1100\u1161?", "\uac00\uac00?"),
        ("ﬁne?", "ﬁne?"),
        ("\u0958" * 100, "\u0915\u093c" * 100),  # composed, it is two characters
    ],
)
@pytest.mark.parametrize("door", ["api", "page", "admin", "bulk_create"])
def test_a_text_is_stored_in_its_canonical_form(
    request, api_as, browser_as, alice, ada, given, stored, door
):
    choices = [given, "No"]
    match door:
        case "api":
            assert ask(api_as(alice), given, choices).status_code == 201
        case "page":
            body = {"question_text": given, "choices": choices, "pub_date": "", "closes_at": ""}
            browser_as(alice).post("/polls/new/", body)
        case "admin":
            from tests.polls.admin.conftest import LIST, filled_in

            browser_as(ada).post(f"{LIST}add/", filled_in(choices, question_text=given))
        case _:
            (question,) = Question.objects.bulk_create([Question(question_text=given)])
            Choice.objects.bulk_create(Choice(question=question, choice_text=c) for c in choices)
    assert Question.objects.get().question_text == stored
    assert Choice.objects.order_by("pk").first().choice_text == stored


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("\u0958" * 101, True),  # 202 characters, composed
        ("e\u0301" * 200, False),  # 400 as given, 200 composed
        ("\u200b" * 900 + "Tea", False),
        ("\u2800", True),  # the empty pattern of Braille
        ("\u3164", True),  # the filler of Hangul
        ("\ufe0f\u200d", True),
        ("\u0301", True),
        ("\u00ad\u00ad", True),
    ],
)
def test_length_and_visibility_are_those_of_the_canonical_form(api_as, alice, text, wrong):
    answer = ask(api_as(alice), text)
    assert answer.status_code == (400 if wrong else 201), answer.json()


def test_no_time_is_spent_on_a_line_that_is_too_long(monkeypatch):
    monkeypatch.setattr(texts, "is_visible", pytest.fail)
    validators.validate_line("a" * 400_000)


def test_a_long_text_is_refused_at_once(api_as, alice):
    answer = ask(api_as(alice), "\u0300\u0316" * 100_000)
    assert answer.status_code == 400
    assert list(answer.json()) == ["question_text"]


def test_update_writes_a_choice_in_its_canonical_form(api_as, alice):
    ask(api_as(alice), "Tea?", ["Yes", "No"])
    Choice.objects.filter(choice_text="Yes").update(choice_text="\u200bO\u0301 ")
    assert Choice.objects.filter(choice_text="\u00d3").exists()
