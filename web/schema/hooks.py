"""Hooks of drf-spectacular: before and after it writes the document."""

from collections.abc import Callable
from typing import Any

from web.schema import answers, examples, refusals

LARGEST_INT32 = 2**31 - 1
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


def without_trailing_slash(endpoints: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Every API path answers with and without its slash; the schema shows one of them."""
    return [
        (path.removesuffix("/"), path_regex, method, callback)
        for path, path_regex, method, callback in endpoints
    ]


def with_answers(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Give every operation its refusals, its headers and an example of each body."""
    parts = result.setdefault("components", {})
    for path, operations in result["paths"].items():
        for method in METHODS:
            if operation := operations.get(method):
                answers.complete(operation, path=path, method=method)
                examples.add(operation, parts["schemas"])
    for kind, found in refusals.components().items():
        parts.setdefault(kind, {}).update(found)
    _drop_unused(result)
    return result


def _drop_unused(result: dict[str, Any]) -> None:
    """Leave out refusals that no operation has: linters ask for that."""
    used = repr(result["paths"])
    responses = result["components"]["responses"]
    for name in [name for name in responses if f"#/components/responses/{name}'" not in used]:
        del responses[name]
    used += repr(responses)
    for kind in ("schemas", "headers"):
        found = result["components"][kind]
        used_here = used + repr(found)
        for name in [name for name in found if f"#/components/{kind}/{name}'" not in used_here]:
            del found[name]


def without_nullable(result: Any, **kwargs: Any) -> Any:
    """OpenAPI 3.1 has no ``nullable``: null is one of the types. DRF's lists still write it."""

    def mend(found: dict[str, Any]) -> Any:
        if found.get("nullable") is not True:  # a member of that name is a schema
            return found
        del found["nullable"]
        return _or_null(found)

    return _everywhere(result, mend)


def with_int64(result: Any, **kwargs: Any) -> Any:
    """Say of each integer that may be so large: clients in typed languages take 32 bits if not."""

    def mend(found: dict[str, Any]) -> Any:
        is_integer = found.get("type") in ("integer", ["integer", "null"])
        if is_integer and found.get("maximum", LARGEST_INT32 + 1) > LARGEST_INT32:
            found["format"] = "int64"
        return found

    return _everywhere(result, mend)


def _everywhere(result: Any, mend: Callable[[dict[str, Any]], Any]) -> Any:
    """Return ``result`` with each object in it mended, the inner ones first."""
    if isinstance(result, list):
        return [_everywhere(item, mend) for item in result]
    if not isinstance(result, dict):
        return result
    return mend({key: _everywhere(item, mend) for key, item in result.items()})


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(schema.get("type"), str):
        return {"oneOf": [schema, {"type": "null"}]}
    values = {"enum": [*schema["enum"], None]} if "enum" in schema else {}
    return schema | {"type": [schema["type"], "null"]} | values
