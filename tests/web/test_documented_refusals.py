"""The page of error codes lists every code that the API can answer with, and answers lead to it."""

import ast
from pathlib import Path

import pytest
from rest_framework import exceptions

from accounts.oauth.descriptions import DESCRIPTIONS
from manual.reference.codes import CODES, OAUTH_CODES
from server import parsing
from web import words

ROOT = Path(__file__).resolve().parent.parent.parent
DOCUMENTED = {code for _status, code, *_words in [*CODES, *OAUTH_CODES]}
CLASS_CODES = {"code", "default_code"}
REFUSALS = {"AuthenticationFailed", "PermissionDenied", "APIException", "Throttled", "Refused"}


def named_in(path: Path) -> set[str]:
    """The codes of exception classes, and those that are passed where one is raised."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                is_code = isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant)
                if is_code and ast.unparse(line.targets[0]) in CLASS_CODES:
                    found.add(ast.literal_eval(line.value))
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in REFUSALS:
            found |= {a.value for a in node.args[1:2] if isinstance(a, ast.Constant)}
    return {code for code in found if isinstance(code, str)}


def answered() -> set[str]:
    sources = [path for app in ("accounts", "polls", "web") for path in (ROOT / app).rglob("*.py")]
    codes = set().union(*map(named_in, sources))
    codes |= {code for code, _title, _detail in words.WORDS.values()}
    codes |= {code for code, _known, _seconds in words.FAULTS.values()}
    codes |= {code for code, _detail in parsing.WORDS.values()}
    drf = [exceptions.NotAuthenticated, exceptions.ParseError, exceptions.UnsupportedMediaType]
    return codes | {exc.default_code for exc in (*drf, exceptions.NotAcceptable)}


# The base of polls' refusals, which nothing raises; the toolkit's own page says the rest.
UNUSED = {"refused"}


def test_every_code_is_documented():
    codes = (answered() | DESCRIPTIONS.keys()) - UNUSED
    assert len(codes) > 50
    assert codes - DOCUMENTED == set()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path", "body", "code"),
    [
        ("get", "/accounts/api/me", None, "not_authenticated"),
        ("get", "/polls/api/nowhere", None, "not_found"),
        ("post", "/accounts/get_auth_token", "{", "parse_error"),
        ("post", "/accounts/get_auth_token", "{}", "invalid"),
        ("post", "/auth/token", '{"grant_type": "odd"}', "unsupported_grant_type"),
        ("post", "/auth/convert-token", "{", "invalid_request"),
        ("get", "/auth/authorize/?client_id=unknown", None, "invalid_request"),
        ("get", "/nowhere", None, "not_found"),
    ],
)
def test_a_refusal_leads_to_the_words_about_its_code(api, method, path, body, code):
    answer = api.generic(method.upper(), path, body or "", content_type="application/json")

    assert answer.status_code >= 400
    assert answer["Link"] == f'</docs/reference/errors/#{code}>; rel="help"'


def test_an_answer_that_refuses_nothing_has_no_such_header(api_as, alice):
    assert "Link" not in api_as(alice).get("/accounts/api/me").headers
