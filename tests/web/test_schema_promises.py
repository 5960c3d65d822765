"""The API keeps what its schema promises."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from accounts.models import Token

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


def takes_free_text_alone(operation):
    """Tell whether nothing that is sent could be wrong. Hypothesis would search long for it."""
    declared = operation.definition.raw
    schemas = [parameter["schema"] for parameter in declared.get("parameters", [])]
    if body := declared.get("requestBody"):
        form = body["content"].get("application/x-www-form-urlencoded")
        if not body.get("required") or len(body["content"]) > 1 or not form:
            return False
        if "properties" not in form["schema"] or "required" in form["schema"]:
            return False
        schemas += form["schema"]["properties"].values()
    return all(schema.keys() - {"description"} == {"type"} for schema in schemas) and {
        schema["type"] for schema in schemas
    } <= {"string"}


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("mode", "examples"), [(GenerationMode.POSITIVE, 4), (GenerationMode.NEGATIVE, 2)]
)
def test_the_api_keeps_what_its_schema_promises(live_server, alice, mode, examples):
    schema = schemathesis.openapi.from_url(f"{live_server.url}/api/schema/?format=json")
    for found in schema.get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and takes_free_text_alone(operation):
            continue

        @settings(bounded, max_examples=examples)
        @given(case=operation.as_strategy(generation_mode=mode))
        def keeps_its_promise(case):
            # A new key each time: one of the operations revokes them.
            key = Token.objects.create(user=alice, name="schemathesis").key
            case.call_and_validate(headers={"Authorization": f"Token {key}"}, checks=CHECKS)

        keeps_its_promise()
