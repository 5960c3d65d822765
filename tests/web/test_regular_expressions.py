"""No expression over what strangers send takes steps that grow faster than the text."""

import math
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest
from django.urls import Resolver404, resolve

from tests.web.expressions import Expression, attacks, everywhere, in_source, of_the_code
from web.redaction import redact

SHORT, LONG = 1_000, 8_000  # characters: eight times as long
CHEAP = 0.01  # seconds for LONG; a quadratic expression takes ten to hundred times that
STEEP = 24  # times as long for eight times the text; quadratic is 64, linear 8


def seconds(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def grows_too_fast(run: Callable[[int], object], cheap: float = CHEAP) -> bool:
    """
    Tell whether ``run(length)`` takes more than linear time.

    Process time, and the best of several: what else the machine does must not decide.
    """
    most = math.inf
    for _ in range(3):
        most = min(most, seconds(lambda: run(LONG)))
        if most < cheap:
            return False
    least = min(seconds(lambda: run(SHORT)) for _ in range(3))
    return most > STEEP * max(least, cheap / 100)


def text_of(beginning: str, pump: str, length: int) -> str:
    return beginning + pump * (length // len(pump)) + "\n!"


@pytest.mark.sweep
@pytest.mark.parametrize("expression", everywhere(), ids=str)
def test_an_expression_grows_at_most_with_the_text(expression):
    attempt = expression.run
    for attack in attacks(expression.pattern):
        if grows_too_fast(partial(run, attempt, attack)):
            assert expression.match, attack
            # A pattern of a library may be out of reach, behind one of ours.
            attempt = partial(resolved, expression.before)
            assert not grows_too_fast(partial(run, attempt, attack)), attack


def run(attempt: Callable[[str], object], attack: tuple[str, str], length: int) -> None:
    attempt(text_of(*attack, length))


def resolved(before: str, text: str) -> None:
    with suppress(Resolver404):
        resolve(before + text)


def test_every_expression_of_the_code_is_one_that_can_be_run():
    """If this fails, write the expression as a literal, or teach ``expressions`` to find it."""
    found, unknown = of_the_code()
    assert unknown == []
    assert len(found) > 10


@pytest.mark.parametrize(
    "source",
    [
        "import re\nre.sub(pattern, '', text)",
        "import re\nre.compile(f'{start}+')",
        "from re import fullmatch\nfullmatch('a', text)",
        "validators = [RegexValidator(regex)]",
        "class View: lookup_value_regex = pattern()",
        "re_path(prefix + '$', view)",
    ],
)
def test_an_expression_that_cannot_be_run_is_noticed(source):
    assert in_source(source, "new.py")[1]


@pytest.mark.sweep
@pytest.mark.parametrize(
    "pattern",
    [
        r"(?<=://)[^/@\s]*:[^/@\s]*(?=@)",
        r"[\w-]+:[\w-]{6}:[\w-]{43}",
        r"-----BEGIN [A-Z ]+-----(?:.|\n)+?-----END [A-Z ]+-----",
        r"\s+$",
        r"^r/(.+)/(.+)/\Z",
    ],
)
def test_an_expression_that_grows_faster_is_noticed(pattern):
    expression = Expression("here", pattern)
    assert any(
        grows_too_fast(lambda length, attack=attack: expression.run(text_of(*attack, length)))
        for attack in attacks(pattern)
    )


@pytest.mark.parametrize("pump", [":", "a", "a-", "://", "@", "://a:b@", "dar_", "a:", "\x1b"])
def test_a_line_of_the_log_costs_what_its_length_does(pump):
    assert not grows_too_fast(lambda length: redact(text_of("http://", pump, length)))
