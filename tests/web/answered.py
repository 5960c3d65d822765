"""
A plugin for pytest: compare each answer that the tests get with the schema.

``bin/test -p tests.web.answered tests/…`` lists, at the end, the statuses and headers
that the schema lacks, each with a test that saw it, and fails if there are any.
"""

import os
import re
from functools import lru_cache

from django.test import Client

from config.description import DESCRIPTION

#: Said once, in the description of the whole.
GENERAL = {int(status) for status in re.findall(r"^\| (\d{3}) \|", DESCRIPTION, re.MULTILINE)}
#: Of any answer of the site: no operation says more by them than HTTP itself does.
COMMON = {
    *("Allow", "Cache-Control", "Content-Encoding", "Content-Language", "Content-Length"),
    *("Content-Security-Policy", "Content-Type", "Cross-Origin-Opener-Policy", "Expires"),
    *("Pragma", "Referrer-Policy", "Strict-Transport-Security", "Vary"),
    *("X-Content-Type-Options", "X-Frame-Options"),
}
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE"}
gaps: dict[str, str] = {}
plain = Client.request


@lru_cache
def _schema():
    from web.schema import document  # needs the settings, which are read after plugins

    return document._schema()


@lru_cache
def _paths():
    """The paths of the schema, those without parameters first."""
    paths = sorted(_schema()["paths"].items(), key=lambda pair: pair[0].count("{"))
    return [(re.compile(re.sub(r"\{\w+\}", "[^/]+", path) + "/?"), found) for path, found in paths]


def request(self, **environ):
    answer = plain(self, **environ)
    asked = answer.request
    note(asked["REQUEST_METHOD"], asked["PATH_INFO"], answer)
    return answer


def note(method, path, answer):
    found = next((found for pattern, found in _paths() if pattern.fullmatch(path)), {})
    operation = found.get(method.lower())
    if operation is None or method not in METHODS:
        return
    where = f"{method} {path} {answer.status_code}"
    told = operation["responses"].get(str(answer.status_code))
    if told is None:
        if answer.status_code not in GENERAL:
            gaps[where] = os.environ.get("PYTEST_CURRENT_TEST", "")
        return
    if "$ref" in told:
        told = _schema()["components"]["responses"][told["$ref"].rpartition("/")[2]]
    for name in {*answer.headers} - COMMON - {*told.get("headers", {})}:
        if not name.lower().startswith("access-control-"):
            gaps[f"{where} {name}"] = os.environ.get("PYTEST_CURRENT_TEST", "")


def pytest_configure(config):
    Client.request = request


def pytest_terminal_summary(terminalreporter):
    for gap, test in sorted(gaps.items()):
        terminalreporter.write_line(f"The schema lacks {gap}: {test}", red=True)


def pytest_sessionfinish(session):
    if gaps:
        session.exitstatus = 1
