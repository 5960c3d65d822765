"""docs/reference/errors.md lists every code that the API can answer with."""

import ast
import re
from pathlib import Path

import pytest
from rest_framework import exceptions

from web import words

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "reference" / "errors.md").read_text()
DOCUMENTED = set(re.findall(r"^\| \d{3} \| `([a-z_]+)` \|", PAGE, re.MULTILINE))
CLASS_CODES = {"code", "default_code"}
REFUSALS = {"AuthenticationFailed", "PermissionDenied", "APIException", "Throttled", "Refused"}


def named_in(path: Path) -> set[str]:
    """The codes of exception classes, and those that are passed where one is raised."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                if isinstance(line, ast.Assign) and ast.unparse(line.targets[0]) in CLASS_CODES:
                    found.add(ast.literal_eval(line.value))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS:
            found |= {a.value for a in node.args[1:2] if isinstance(a, ast.Constant)}
    return {code for code in found if isinstance(code, str)}


def answered() -> set[str]:
    sources = [path for app in ("accounts", "polls", "web") for path in (ROOT / app).rglob("*.py")]
    codes = set().union(*map(named_in, sources))
    codes |= {code for code, _title, _detail in words.WORDS.values()}
    codes |= {code for code, _known, _seconds in words.FAULTS.values()}
    drf = [exceptions.NotAuthenticated, exceptions.ParseError, exceptions.UnsupportedMediaType]
    return codes | {exc.default_code for exc in (*drf, exceptions.NotAcceptable)}


# The base of polls' refusals, which nothing raises; the toolkit's own page says the rest.
UNUSED = {"refused"}


@pytest.mark.parametrize("code", sorted(answered() - UNUSED))
def test_a_code_is_documented(code):
    assert code in DOCUMENTED
