"""The variables of ``.env.example``, each with its default and the comment above it."""

import re
from collections.abc import Iterator
from itertools import groupby

from django.conf import settings

INTRODUCTION = """# Settings

Every setting is a variable of the environment, or a line of `.env`; the environment wins, and
`bin/serve` reads nothing else. A value that cannot work stops the start with a message that names
the variable, the value and the remedy. `.env.example` has the same list to copy from.

Lifetimes and limits that have no variable are in `config/settings.py`, and
[take it home](../how-to/take-it-home.md#settings) lists those of the apps.
"""


def page() -> str:
    return "\n".join([INTRODUCTION, *(_section(*block) for block in _blocks())])


def _blocks() -> Iterator[tuple[list[str], list[str]]]:
    """Return the comment of each paragraph, and its variables with their defaults."""
    text = (settings.BASE_DIR / ".env.example").read_text(encoding="utf-8")
    for is_blank, lines in groupby(text.splitlines(), lambda line: not line.strip()):
        words = [line.removeprefix("#").strip() for line in lines]
        variables = [word for word in words if is_variable(word)]
        if not is_blank and variables:
            yield [word for word in words if word not in variables], variables


def is_variable(line: str) -> bool:
    name, equals, _default = line.partition("=")
    return bool(equals) and name.isidentifier() and name.isupper()


def _section(comment: list[str], variables: list[str]) -> str:
    """Explain the first of the variables, and lead to it from the others."""
    lines = [f"`{line}`" if line.startswith("python3 ") else line for line in comment]
    words = PAGE_OF_DOCS.sub(_link, "\n".join(lines))
    parts = []
    for variable in variables:
        name, _, default = variable.partition("=")
        parts.append(f"## `{name}`\n\n" + (f"Default: `{default}`\n\n" if default else "") + words)
        if name == variables[0].partition("=")[0]:
            words = f"See [`{name}`](#{name.lower()})."
    return "\n\n".join(parts) + "\n"


PAGE_OF_DOCS = re.compile(r"docs/([\w/-]+\.md)")


def _link(page: re.Match[str]) -> str:
    title = (settings.BASE_DIR / page[0]).read_text(encoding="utf-8").partition("\n")[0]
    return f"[{title.removeprefix('# ')}](../{page[1]})"
