"""The schema describes the API as it is: schemathesis calls what it promises."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import schemathesis
from django.core.management import call_command
from django.urls import is_valid_path, resolve
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.models import Token
from tests.web.routes import routes
from web.schema import document
from web.schema.hooks import with_int64, without_nullable

ROOT = Path(__file__).resolve().parent.parent.parent

# The same examples in every run: a red build is red for everybody.
bounded = settings(
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def has_documented_status(context, response, case):
    """The live server of the tests takes no body in chunks, which an empty one comes in."""
    return response.status_code == 411 or status_code_conformance(context, response, case)


CHECKS = [
    *(not_a_server_error, response_schema_conformance, has_documented_status),
    *(content_type_conformance, response_headers_conformance),
]


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("mode", "examples"), [(GenerationMode.POSITIVE, 4), (GenerationMode.NEGATIVE, 2)]
)
def test_the_api_keeps_what_its_schema_promises(live_server, alice, mode, examples):
    schema = schemathesis.openapi.from_url(f"{live_server.url}/api/schema/?format=json")
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(bounded, max_examples=examples)
        @given(case=operation.as_strategy(generation_mode=mode))
        def keeps_its_promise(case):
            # A new key each time: one of the operations revokes them.
            key = Token.objects.create(user=alice, name="schemathesis").key
            case.call_and_validate(headers={"Authorization": f"Token {key}"}, checks=CHECKS)

        try:
            keeps_its_promise()
        except Unsatisfiable:  # there is nothing that could be wrong
            assert mode is GenerationMode.NEGATIVE


def test_every_route_of_the_api_is_described(client, db):
    described = set()
    for path in client.get("/api/schema/?format=json").json()["paths"]:
        samples = (path.replace("{id}", sample) for sample in ("1", "0" * 64))
        described |= {resolve(sample).view_name for sample in samples if is_valid_path(sample)}
    programs = {route.name for route in routes() if route.is_api or "well-known" in route.path}
    assert programs - described == set(), "describe it by extend_schema or in <app>/operations.py"


def test_every_operation_is_told_apart_explained_and_shown(client, db):
    ids = []
    for path, operations in client.get("/api/schema/?format=json").json()["paths"].items():
        for operation in operations.values():
            ids.append(operation["operationId"])
            assert operation["summary"], path
            assert {"400", "X-Request-ID"} <= {
                *operation["responses"],
                *(name for a in operation["responses"].values() for name in a.get("headers", {})),
            }, path
            for content in operation.get("requestBody", {}).get("content", {}).values():
                assert content["example"] is not None, path
    assert len(ids) == len(set(ids)) > 40


@pytest.mark.parametrize(
    ("path", "method", "statuses"),
    [
        ("/polls/api/questions", "get", "200 304 400 401 403 406 412 429 503"),
        ("/polls/api/questions", "post", "201 400 401 403 406 413 415 429 503"),
        (
            "/polls/api/questions/{id}/vote",
            "post",
            "201 400 401 403 404 406 409 412 413 415 429 503",
        ),
        ("/polls/api/questions/{id}", "delete", "204 400 401 403 404 406 412 429 503"),
        ("/accounts/get_auth_token", "post", "200 400 406 413 415 429 503"),
        ("/auth/token", "post", "200 400 401 413 415 429 503"),
        ("/.well-known/openid-configuration", "get", "200 400 404"),
    ],
)
def test_an_operation_names_all_that_it_can_answer(path, method, statuses, client):
    document = client.get("/api/schema/?format=json").json()
    assert list(document["paths"][path][method]["responses"]) == statuses.split()


@pytest.mark.parametrize("path", ["/polls/api/questions/{id}", "/accounts/api/tokens/{id}"])
def test_an_id_is_a_number_in_addresses_as_in_bodies(path, client):
    document = client.get("/api/schema/?format=json").json()
    [parameter] = [p for p in document["paths"][path]["get"]["parameters"] if p["in"] == "path"]
    assert parameter["schema"]["type"] == "integer"


def test_the_schema_is_valid_and_has_no_gaps(tmp_path):
    call_command("spectacular", "--validate", "--fail-on-warn", file=str(tmp_path / "schema.yaml"))


@pytest.mark.parametrize("scheme", ["Token", "OAuth2", "Session", "basicAuth"])
def test_the_schema_names_every_scheme(client, scheme):
    document = client.get("/api/schema/?format=json").json()
    assert document["openapi"].startswith("3.1")
    assert scheme in document["components"]["securitySchemes"]
    listing = document["paths"]["/polls/api/questions"]["get"]
    assert any(scheme in requirement for requirement in listing["security"])


def test_a_bad_token_is_refused_where_everybody_may_read(client, db):
    headers = {"Authorization": "Token nonsense"}
    assert client.get("/api/schema/", headers=headers).status_code == 401
    assert client.get("/api/schema/").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "version=x%0d%0aX-A:%20b",
        "version=x%22;%20filename=%22evil.html",
        "version=%E2%80%A6",
        "lang=de",
        "lang=%0d%0a",
        "lang=" + "x" * 3000,
        "anything=%00%01",
    ],
)
def test_no_query_parameter_gets_into_its_headers(client, query):
    plain, answer = client.get("/api/schema/"), client.get(f"/api/schema/?{query}")
    if "%00" in query:  # no text of ours holds a NUL
        assert answer.status_code == 400
        return
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'inline; filename="schema.yaml"'
    assert answer.content == plain.content
    assert "X-A" not in answer


@pytest.mark.parametrize("suffix", ["", "?format=json"])
def test_it_is_for_every_cache(client, suffix):
    answer = client.get(f"/api/schema/{suffix}")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies


FIRST_REQUESTS = """
import django
from threading import Barrier, Thread
django.setup()
from django.test import Client

gate, statuses = Barrier(12), []

def ask():
    gate.wait()
    client = Client(raise_request_exception=False, headers={"Host": "localhost"})
    statuses.append(client.get("/api/schema/?format=json").status_code)

threads = [Thread(target=ask) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(statuses)
"""


def test_twelve_first_requests_at_once_are_all_answered():
    """drf-spectacular loads its extensions at the first, which two threads must not do at once."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_REQUESTS],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip().endswith(str([200] * 12))


def test_a_type_that_may_be_null_says_so_as_openapi_3_1_does(client):
    text = client.get("/api/schema/?format=json").content.decode()
    assert "nullable" not in text
    listing = client.get("/api/schema/?format=json").json()["components"]["schemas"]
    assert listing["PaginatedQuestionList"]["properties"]["previous"]["type"] == ["string", "null"]


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "string", "nullable": True}, {"type": ["string", "null"]}),
        ({"type": "string", "nullable": False}, {"type": "string", "nullable": False}),
        (
            {"type": "string", "enum": ["a"], "nullable": True},
            {"type": ["string", "null"], "enum": ["a", None]},
        ),
        ({"$ref": "#/x", "nullable": True}, {"oneOf": [{"$ref": "#/x"}, {"type": "null"}]}),
        ({"properties": {"nullable": {"type": "boolean"}}},) * 2,
    ],
)
def test_nullable_becomes_one_of_the_types(schema, expected):
    assert without_nullable(schema) == expected


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"type": "integer"}, "int64"),
        ({"type": ["integer", "null"]}, "int64"),
        ({"type": "integer", "maximum": 2**31}, "int64"),
        ({"type": "integer", "maximum": 2**31 - 1}, None),
        ({"type": "string"}, None),
    ],
)
def test_an_integer_says_how_large_it_may_be(schema, expected):
    assert with_int64({"items": [schema]})["items"][0].get("format") == expected


def test_what_comes_back_has_a_name_in_generated_clients(client):
    document = client.get("/api/schema/?format=json").json()
    for path, operations in document["paths"].items():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
                assert "properties" not in schema.get("items", schema), (path, status)


def test_what_is_made_before_the_fork_is_what_is_made_later(monkeypatch):
    """And only the documents stay in the memory of the process that has them made."""
    monkeypatch.setattr(document, "_documents", {})
    document._schema.cache_clear()
    document.prepare()
    assert document._schema.cache_info().currsize == 0
    prepared = dict(document._documents)
    assert set(prepared) == set(document.SchemaView.renderer_classes)
    document._documents.clear()
    assert {renderer: document.document(renderer) for renderer in prepared} == prepared
