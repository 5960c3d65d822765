"""The schema describes the API as it is: schemathesis calls what it promises."""

import pytest
import schemathesis
from django.core.management import call_command
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance

from accounts.models import Token

# The same examples in every run: a red build is red for everybody.
bounded = settings(
    max_examples=10,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_the_api_keeps_what_its_schema_promises(live_server, alice):
    schema = schemathesis.openapi.from_url(f"{live_server.url}/api/schema/?format=json")
    checks = [not_a_server_error, response_schema_conformance]
    for operation in schema.get_all_operations():

        @bounded
        @given(case=operation.ok().as_strategy())
        def keeps_its_promise(case):
            # A new key each time: one of the operations revokes them.
            key = Token.objects.create(user=alice, name="schemathesis").key
            case.call_and_validate(headers={"Authorization": f"Token {key}"}, checks=checks)

        keeps_its_promise()


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
