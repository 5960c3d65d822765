"""Clients that were written for the last release go on working."""

import copy
import json

import pytest

from tests.web import contract
from web.schema.document import _schema


@pytest.fixture(scope="module")
def released():
    return json.loads(contract.FILE.read_text())


def test_nothing_that_was_released_is_broken(released):
    assert contract.broken(released, contract.promises(_schema())) == [], contract.__doc__


VOTE = "polls_api_questions_vote_create"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (lambda found: found.pop(VOTE), f"{VOTE} is gone"),
        (lambda found: found[VOTE].update(address="POST /vote"), f"{VOTE} has moved"),
        (lambda found: found[VOTE]["required"].append("why"), f"{VOTE} asks for why"),
        (lambda found: found[VOTE]["request"].pop("choice"), f"{VOTE}: choice"),
        (lambda found: found[VOTE]["request"].update(choice="string"), f"{VOTE}: choice"),
        (lambda found: found[VOTE]["answers"].pop("201"), f"{VOTE} has lost an answer"),
        (lambda found: found[VOTE]["answers"]["201"].pop("choices"), f"{VOTE}: choices"),
        (lambda found: found[VOTE]["parameters"].update(id="string"), f"{VOTE}: id"),
    ],
)
def test_what_breaks_clients_is_seen(change, complaint, released):
    changed = copy.deepcopy(released)
    change(changed)
    assert contract.broken(released, changed) == [complaint]


def test_what_is_new_breaks_nobody(released):
    changed = copy.deepcopy(released)
    changed["more"] = changed[VOTE]
    changed[VOTE]["request"]["why"] = "string"
    changed[VOTE]["answers"]["201"]["when"] = "string"
    changed[VOTE]["answers"]["202"] = {}
    assert contract.broken(released, changed) == []
