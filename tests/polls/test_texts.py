# ruff: noqa: RUF001 (letters that look alike are the subject)
"""One form of a text: as it is stored, compared, found and sorted; on both databases."""

import pytest
from django.db.models.functions import Upper

from polls import texts, validators
from polls.models import Choice, Question

URL = "/polls/api/questions"
FAMILY = "👩‍👩‍👧‍👦"
ENGLAND, SCOTLAND = (
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(c)) for c in f"{name}\x7f")
    for name in ("gbeng", "gbsct")
)


def ask(client, text, choices=("Yes", "No")):
    return client.post(URL, {"question_text": text, "choices": list(choices)})


def found(client, **parameters):
    answer = client.get(URL, parameters)
    assert answer.status_code == 200, answer.json()
    return [question["question_text"] for question in answer.json()["results"]]


# Stored -------------------------------------------------------------------------------


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
            from tests.polls.test_admin import LIST, filled_in

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


# Compared -----------------------------------------------------------------------------

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
        from tests.polls.test_admin import LIST, filled_in

        assert browser_as(ada).post(f"{LIST}add/", filled_in([one, other])).status_code == 200
    assert not Question.objects.exists()


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_choices_that_look_different_are_different(api_as, alice, one, other):
    answer = ask(api_as(alice), "Which?", [one, other])
    assert answer.status_code == 201
    assert [choice["choice_text"] for choice in answer.json()["choices"]] == [one, other]


# Found --------------------------------------------------------------------------------


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


def test_an_edited_question_is_found_by_its_new_text(api_as, alice):
    client = api_as(alice)
    url = f"{URL}/{ask(client, 'Été?').json()['id']}"
    client.patch(url, {"question_text": "Straße?"})
    assert found(client, search="ete") == []
    assert found(client, search="strasse") == ["Straße?"]


# Sorted -------------------------------------------------------------------------------

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


# The price -----------------------------------------------------------------------------


def test_a_text_too_long_to_be_stored_is_not_looked_at():
    """Composing a run of marks sorts it, which takes the square of its length."""
    run = "\u0300\u0316" * texts.LONGEST
    assert texts.canonical(run) == run
    for form in (texts.key, texts.folded):
        assert form("a" * texts.LONGEST + run) == "a" * texts.LONGEST


def test_no_time_is_spent_on_a_line_that_is_too_long(monkeypatch):
    monkeypatch.setattr(texts, "is_visible", pytest.fail)
    validators.validate_line("a" * 400_000)


def test_a_long_text_is_refused_at_once(api_as, alice):
    answer = ask(api_as(alice), "\u0300\u0316" * 100_000)
    assert answer.status_code == 400
    assert list(answer.json()) == ["question_text"]


def test_update_writes_the_folded_text_as_well(api_as, alice):
    ask(api_as(alice), "Tea?", ["Yes", "No"])
    Question.objects.update(question_text="Cafe\u0301? ")
    alice.questions.update(closes_at=None)
    stored = Question.objects.values_list("question_text", "folded").get()
    assert stored == ("Caf\u00e9?", "cafe?")


def test_a_text_that_only_the_database_knows_cannot_be_written(api_as, alice):
    ask(api_as(alice), "Tea?", ["Yes", "No"])
    questions = list(Question.objects.all())
    with pytest.raises(TypeError, match="found by its folded form"):
        Question.objects.bulk_update(questions, ["question_text"])
    with pytest.raises(TypeError, match="found by its folded form"):
        Question.objects.update(question_text=Upper("question_text"))


def test_update_writes_a_choice_in_its_canonical_form(api_as, alice):
    ask(api_as(alice), "Tea?", ["Yes", "No"])
    Choice.objects.filter(choice_text="Yes").update(choice_text="\u200bO\u0301 ")
    assert Choice.objects.filter(choice_text="\u00d3").exists()
