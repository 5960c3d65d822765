"""
One example for each JSON or form body: made of its schema, and of SCHEMA_EXAMPLES.

The setting maps names of members to values, so that readers see a user name and no "string".
"""

from typing import Any

from django.conf import settings

BY_FORMAT = {
    "date-time": "2026-12-01T12:00:00Z",
    "email": "alice@example.com",
    "uri": "https://polls.example.com/",
    "uuid": "123e4567-e89b-12d3-a456-426614174000",
}
BY_TYPE: dict[str, Any] = {
    "string": "text",
    "integer": 1,
    "number": 0.5,
    "boolean": True,
    "null": None,
}
TYPES = {"application/json", "application/x-www-form-urlencoded"}


def add(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
    for body in bodies:
        for media_type, content in body.get("content", {}).items():
            if media_type in TYPES and not {"example", "examples"} & content.keys():
                content["example"] = example_of(content["schema"], schemas)


def example_of(schema: dict[str, Any], schemas: dict[str, Any], name: str = "") -> Any:
    """Return a value that ``schema`` describes; ``name`` is that of the member that holds it."""
    known = getattr(settings, "SCHEMA_EXAMPLES", {})
    if name in known:
        return known[name]
    if "$ref" in schema:
        return example_of(schemas[schema["$ref"].rpartition("/")[2]], schemas, name)
    for choice in ("allOf", "oneOf", "anyOf"):
        if choice in schema:
            return example_of(schema[choice][0], schemas, name)
    given = next((schema[key] for key in ("default", "const") if schema.get(key) is not None), None)
    if given is not None:
        return given
    if schema.get("enum"):
        return schema["enum"][0]
    return _of_type(schema, schemas)


def _of_type(schema: dict[str, Any], schemas: dict[str, Any]) -> Any:
    types = schema.get("type", "object")
    main = types if isinstance(types, str) else types[0]
    if main == "object":
        members = schema.get("properties", {})
        return {name: example_of(inner, schemas, name) for name, inner in members.items()}
    if main == "array":
        return [example_of(schema["items"], schemas)]
    return BY_FORMAT.get(schema.get("format", ""), BY_TYPE[main])
