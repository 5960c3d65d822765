"""Types are those of OpenAPI 3.1, with bounds and names."""

import pytest

from web.schema.hooks import with_int64, without_nullable


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
