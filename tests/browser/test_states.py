"""The pages of polls can be read in every state: many choices, a million votes, right to left."""

import pytest

from polls.models import Choice
from tests.browser.conftest import DESK

NARROW = {"width": 320, "height": 700}
HEBREW = "איזו שפה כדאי ללמוד קודם, ולמה דווקא אותה?"


@pytest.fixture
def paths(ask, alice):
    many = ask("Which of these twenty?", by=alice, choices=[f"Choice {n}" for n in range(20)])
    Choice.objects.filter(question=many).update(votes=50_000)
    other = ask(HEBREW, by=alice, choices=["עברית", "ערבית", "English"])
    return [f"/polls/{poll.pk}/{page}" for poll in (many, other) for page in ("", "results/")]


@pytest.mark.parametrize("look", [NARROW, DESK], ids=["narrow and dark", "desk"])
def test_a_poll_in_any_state_is_accessible(open_page, alice, paths, look, assert_accessible):
    page = open_page(alice, viewport=look, color_scheme="dark" if look is NARROW else "light")
    for path in ["/polls/", "/polls/?search=nothing-of-that-kind", *paths]:
        page.goto(path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= look["width"], path
