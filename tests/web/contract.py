"""
The promises to clients, taken out of the schema; contract.json holds them as last released.

``python -m tests.web.contract`` in the environment of the tests writes the file anew: do so
with a release, or where a change is meant to break clients and CHANGELOG.md says so.
"""

import json
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "contract.json"
METHODS = {"get", "post", "put", "patch", "delete"}


def promises(document: dict[str, Any]) -> dict[str, Any]:
    """By operation id: the address, parameters, what a body may and must have, what comes back."""
    schemas = document["components"]["schemas"]
    return {
        operation["operationId"]: _promise(f"{method.upper()} {path}", operation, schemas)
        for path, operations in document["paths"].items()
        for method, operation in operations.items()
        if method in METHODS
    }


def _promise(address: str, operation: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    answers = operation["responses"]
    body = operation.get("requestBody", {})
    parameters = operation.get("parameters", [])
    return {
        "address": address,
        "parameters": _typed({one["name"]: one["schema"] for one in parameters}),
        "required_parameters": [one["name"] for one in parameters if one.get("required")],
        "request": _members(body, schemas),
        "required": sorted(_object(body, schemas).get("required", [])),
        "answers": {s: _members(answer, schemas) for s, answer in answers.items() if s < "300"},
    }


def _object(body: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    content = next(iter(body.get("content", {}).values()), {})
    schema = content.get("schema", {})
    schema = schema.get("items", schema)
    return schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _members(body: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    return _typed(_object(body, schemas).get("properties", {}))


def _typed(members: dict[str, Any]) -> dict[str, Any]:
    return {name: _type(one) for name, one in sorted(members.items())}


def _type(schema: dict[str, Any]) -> Any:
    """Return the type, also where there are several forms of it, such as an address or ""."""
    forms = {repr(_type(one)): one for one in schema.get("oneOf", schema.get("anyOf", []))}
    if len(forms) == 1:
        return _type(*forms.values())
    return schema.get("type", schema.get("$ref", "any"))


def broken(before: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """Return what a client that relies on ``before`` would miss ``now``."""
    found = [f"{name} is gone" for name in before if name not in now]
    for name in before.keys() & now.keys():
        old, new = before[name], now[name]
        if old["address"] != new["address"]:
            found.append(f"{name} has moved")
        for needs in ("required", "required_parameters"):
            found += [f"{name} asks for {m}" for m in new[needs] if m not in old[needs]]
        pairs = [(old[part], new[part]) for part in ("parameters", "request")]
        pairs += [(old["answers"][s], new["answers"].get(s)) for s in old["answers"]]
        for members, left in pairs:
            if left is None:
                found.append(f"{name} has lost an answer")
            else:
                found += [f"{name}: {m}" for m in members if left.get(m) != members[m]]
    return sorted(found)


if __name__ == "__main__":
    import django

    django.setup()
    from web.schema.document import _schema

    FILE.write_text(json.dumps(promises(_schema()), indent=1, sort_keys=True) + "\n")
