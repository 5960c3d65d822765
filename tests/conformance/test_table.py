"""The conformance page is made of the table, and every test that the table names exists."""

import ast
from pathlib import Path

import pytest

from tests.conformance.page import PATH, page
from tests.conformance.table import PLANS

ROOT = Path(__file__).parents[2]
ROWS = [row for rows in PLANS.values() for row in rows]


def test_the_page_is_the_one_that_the_table_makes():
    assert PATH.read_text(encoding="utf-8") == page(), "run: python -m tests.conformance"


def names_in(file):
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize(
    "file", sorted({why.partition("::")[0] for *_, why in ROWS if "::" in why})
)
def test_the_tests_that_it_names_exist(file):
    named = {why.partition("::")[2] for *_, why in ROWS if why.startswith(f"{file}::")}
    assert named <= names_in(file)


def test_whatever_passes_names_the_test_that_shows_it():
    assert [name for name, outcome, why in ROWS if outcome == "pass" and "::" not in why] == []


def test_whatever_fails_is_a_decision():
    undecided = [
        name for name, outcome, why in ROWS if outcome == "fail" and not why.startswith("decided: ")
    ]
    assert undecided == []


@pytest.mark.parametrize("plan", PLANS)
def test_each_is_named_once(plan):
    names = [name for name, *_ in PLANS[plan]]
    assert len(set(names)) == len(names)


def test_whatever_does_not_pass_has_a_reason():
    assert [name for name, outcome, why in ROWS if outcome != "pass" and len(why) < 20] == []
