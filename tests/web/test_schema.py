"""The schema describes the API as it is: schemathesis calls what it promises."""

import pytest
from django.core.management import call_command
from django.urls import is_valid_path, resolve

from tests.web.routes import routes


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
