"""Every block of code on every page of the docs says what it is, and runs in a test."""

import re
from functools import cache

import pytest
from django.conf import settings as site
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView

from manual import shelves
from manual.markdown import parse

#: Which test runs the blocks of a language. ``text`` is not code.
RUN_BY = {
    "http": "tests/manual/test_exchanges.py",
    "js": "tests/browser/test_manual.py",
    "nginx": "tests/server/test_nginx.py",
    "python": "tests/manual/test_code_blocks.py",
    "sh": "tests/live/test_docs.py",
    "text": "",
}
#: Pages that a test of their own follows to the letter.
FOLLOWED = {
    "how-to/take-it-home": "tests/lift/test_take_it_home.py",
    # Programs of npm and PyPI make clients, and run the collection.
    "how-to/clients": "tests/clients/test_generated_clients.py",
    # It measures for minutes; the test sees that its options are there.
    "understand/speed": "tests/benchmarks/test_options.py",
}


def blocks(language):
    """The blocks of ``language``, each with the page that has it."""
    return [(name, token.content) for name, token in _fences() if token.info == language]


@cache
def _fences():
    return [
        (name, token)
        for name, page in shelves.pages().items()
        for token in parse(page.path.read_text(encoding="utf-8"))
        if token.type == "fence"
    ]


def test_every_block_names_a_language_that_a_test_runs():
    odd = {f"{name}: {token.content[:40]}" for name, token in _fences() if token.info not in RUN_BY}
    assert odd == set()


@pytest.mark.parametrize("path", [*filter(None, RUN_BY.values()), *FOLLOWED.values()])
def test_that_test_is_there(path):
    assert (site.BASE_DIR / path).exists()


SHELL = [block for block in blocks("sh") if block[0] not in FOLLOWED]


def promises(block: str) -> list[str]:
    """Return the lines that the page says the commands of ``block`` print."""
    return re.findall(r"^# → (.*)$", block, re.MULTILINE)


def test_a_command_that_runs_says_what_it_prints():
    """Others are ``text``, such as those that remove files."""
    assert [f"{name}: {block[:40]}" for name, block in SHELL if not promises(block)] == []


PYTHON = [block for block in blocks("python") if block[0] not in FOLLOWED]


@pytest.mark.parametrize("number", range(len(PYTHON)))
def test_python_runs_as_it_stands(number):
    names = {"APIView": APIView, "Response": Response, "api_view": api_view}
    exec(PYTHON[number][1], names)  # noqa: S102  the docs are ours
