"""Every way to write a question writes the text by which it is found."""

import pytest
from django.db.models.functions import Upper

from polls.models import Question
from tests.polls.texts.conftest import URL, ask, found


def test_an_edited_question_is_found_by_its_new_text(api_as, alice):
    client = api_as(alice)
    url = f"{URL}/{ask(client, 'Été?').json()['id']}"
    client.patch(url, {"question_text": "Straße?"})
    assert found(client, search="ete") == []
    assert found(client, search="strasse") == ["Straße?"]


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
