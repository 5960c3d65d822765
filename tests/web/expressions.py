"""Every regular expression of the site, found in its code and on its map; and texts to try."""

import ast
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, permutations, product
from pathlib import Path
from re import _parser  # type: ignore[attr-defined]  # how a pattern is built
from typing import Any

from django.conf import settings
from django.urls import URLPattern, get_resolver
from django.urls.converters import get_converters

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = ("accounts", "config", "demo", "explore", "polls", "server", "web")
FUNCTIONS = {"compile", "findall", "finditer", "fullmatch", "match", "search", "split", "sub"}
CALLS = {"RegexValidator", "re_path"}
# Settings that hold expressions, some of which the code puts together.
SETTINGS = ["CORS_URLS_REGEX", "SECURE_REDIRECT_EXEMPT", "DISALLOWED_USER_AGENTS"]
#: Modules without any of these have no expression, and are not parsed: that takes two seconds.
SIGNS = re.compile(r"\bre\b|re_path|regex", re.IGNORECASE)


@dataclass(frozen=True)
class Expression:
    where: str
    pattern: str | bytes
    flags: int = 0
    match: Callable[[str], object] | None = None  # how a path is matched is for Django to say
    before: str = "/"  # a path's beginning, which other patterns match

    def __str__(self) -> str:
        return f"{self.where} {self.pattern!r}"[:100]

    def run(self, text: str) -> object:
        """Try the expression wherever it may begin in ``text``."""
        if self.match:
            return self.match(text)
        if isinstance(self.pattern, bytes):
            return re.compile(self.pattern, self.flags).sub(b"", text.encode())
        return re.compile(self.pattern, self.flags).sub("", text)


# Finding them ---------------------------------------------------------------------


def in_source(source: str, where: str) -> tuple[list[Expression], list[str]]:
    """Return the expressions of a module, and the places whose expression is not a literal."""
    found, unknown = [], []
    for node in ast.walk(ast.parse(source)):
        line = f"{where}:{getattr(node, 'lineno', 0)}"
        for pattern in _patterns(node):
            if isinstance(pattern, ast.Constant) and isinstance(pattern.value, str | bytes):
                found.append(Expression(line, pattern.value, _flags(node)))
            else:
                unknown.append(line)
    return found, unknown


def _patterns(node: ast.AST) -> Iterator[ast.expr]:
    """The nodes that should be literal expressions."""
    if isinstance(node, ast.ImportFrom) and node.module == "re":
        yield ast.Name("re")  # the calls would no longer be known by their names
    elif isinstance(node, ast.Call) and node.args and _is_call(node.func):
        yield node.args[0]
    elif isinstance(node, ast.Assign):
        names = [getattr(target, "id", "") for target in node.targets]
        if any(name.endswith("regex") for name in names):
            yield node.value


def _is_call(function: ast.expr) -> bool:
    if isinstance(function, ast.Attribute) and getattr(function.value, "id", "") == "re":
        return function.attr in FUNCTIONS
    return getattr(function, "id", getattr(function, "attr", "")) in CALLS


def _flags(node: ast.AST) -> int:
    names = [child.attr for child in ast.walk(node) if isinstance(child, ast.Attribute)]
    return sum(getattr(re, name) for name in names if name.isupper() and hasattr(re, name))


def of_the_code() -> tuple[list[Expression], list[str]]:
    found, unknown = [], []
    for path in (path for app in OURS for path in sorted((ROOT / app).rglob("*.py"))):
        source = path.read_text()
        if SIGNS.search(source):
            more, left = in_source(source, str(path.relative_to(ROOT)))
            found += more
            unknown += left
    return found, unknown


def of_the_map() -> Iterator[Expression]:
    """The paths, those of libraries as well, and what a parameter may be."""
    for converter in get_converters().values():
        yield Expression("a path's parameter", converter.regex)
    yield from _paths(get_resolver().url_patterns, "/")


def _paths(patterns: list[Any], before: str) -> Iterator[Expression]:
    for pattern in patterns:
        route, regex = pattern.pattern, pattern.pattern.regex.pattern
        yield Expression("urls", regex, match=route.match, before=before)
        if not isinstance(pattern, URLPattern):
            yield from _paths(pattern.url_patterns, before + _sample_of(_parser.parse(regex)))


def of_the_settings() -> Iterator[Expression]:
    for name in SETTINGS:
        value = getattr(settings, name)
        for pattern in [value] if isinstance(value, str) else value:
            yield Expression(name, getattr(pattern, "pattern", pattern))


def everywhere() -> list[Expression]:
    """Each once."""
    by_pattern = {
        (expression.pattern, expression.flags): expression
        for expression in [*of_the_code()[0], *of_the_settings(), *of_the_map()]
    }
    return list(by_pattern.values())


# Attacking them -------------------------------------------------------------------


def attacks(pattern: str | bytes) -> Iterable[tuple[str, str]]:
    """
    Beginnings, and texts to repeat after them so that the pattern tries again and again.

    Both are made of the pattern: what its first items match, what each character or class
    in it matches, and pairs of these.
    """
    text = pattern.decode() if isinstance(pattern, bytes) else pattern
    parsed = _parser.parse(text)
    beginnings = list(dict.fromkeys(["", *_beginnings(parsed)]))
    letters = list(islice(dict.fromkeys([*_letters(parsed), "a", "0", " ", "\n"]), 12))
    pairs = ["".join(pair) for pair in permutations(letters[:8], 2)]
    return product(beginnings[:8], dict.fromkeys([*letters, *pairs, *filter(None, beginnings)]))


def _beginnings(parsed: Any) -> Iterator[str]:
    """Return texts that the first item matches, the first two, and so on; of each alternative."""
    sample = ""
    for item, argument in parsed:
        for sequence in _sequences(item, argument):
            yield from (sample + text for text in _beginnings(sequence))
        sample += _sample(item, argument)
        yield sample


def _sequences(item: Any, argument: Any) -> list[Any]:
    """The patterns inside an item."""
    if str(item) == "BRANCH":
        return argument[1]
    return (
        [part for part in argument if isinstance(part, _parser.SubPattern)]
        if isinstance(argument, tuple)
        else [argument]
        if isinstance(argument, _parser.SubPattern)
        else []
    )


def _sample(item: Any, argument: Any) -> str:
    """A short text that the item matches; nothing for what looks ahead, back or for an edge."""
    match str(item):
        case "LITERAL":
            return chr(argument)
        case "IN" | "CATEGORY" | "NOT_LITERAL" | "ANY":
            return next(_letters([(item, argument)]), "a")
        case "BRANCH":
            return _sample_of(argument[1][0])
        case "SUBPATTERN" | "MAX_REPEAT" | "MIN_REPEAT" | "POSSESSIVE_REPEAT":
            least = max(argument[0], 1) if "REPEAT" in str(item) else 1
            return _sample_of(argument[-1]) * least
    return ""


def _sample_of(parsed: Any) -> str:
    return "".join(_sample(item, argument) for item, argument in parsed)


CATEGORIES = {"DIGIT": "0", "SPACE": " ", "WORD": "a", "NOT_SPACE": "a", "NOT_DIGIT": "a"}


def _letters(parsed: Any) -> Iterator[str]:
    """Each literal, and one or two members of each class."""
    for item, argument in parsed:
        match str(item):
            case "LITERAL" | "NOT_LITERAL":
                yield chr(argument)
            case "RANGE":
                yield chr(argument[0])
            case "CATEGORY":
                yield CATEGORIES.get(str(argument).removeprefix("CATEGORY_"), "-")
            case "IN":
                yield from _letters(argument)
            case _:
                for sequence in _sequences(item, argument):
                    yield from _letters(sequence)
