"""
The refusals of every operation, and the headers of every answer.

Refusals look the same everywhere, so no view documents them: which of them an operation can
answer follows from what it takes.
"""

from typing import Any

from web.schema import headers
from web.schema.refusals import reference

HINTS = "x-hints"  # from ``operations`` to here; it is taken out again


def complete(operation: dict[str, Any], *, path: str, method: str) -> None:
    """Add to ``operation``, in place, the answers that it leaves unsaid."""
    hints = operation.pop(HINTS, {})
    is_oauth = path.startswith("/auth/")
    answers = operation["responses"]
    for answer in answers.values():
        if "$ref" not in answer:
            answer["description"] = answer.get("description") or "Done."
    successes = [answer for status, answer in answers.items() if status < "300"]
    for name in _headers_of_success(hints, method):
        for answer in successes:
            answer.setdefault("headers", {}).update(headers.named(name))
    if hints.get("entity_tags"):
        operation["parameters"] = [*operation.get("parameters", []), *headers.conditions(method)]
    if hints.get("is_rate_limited"):
        answers["429"] = {"$ref": "#/components/responses/QuotaExceeded"}
    for status in _statuses(operation, hints, method):
        answers.setdefault(str(status), reference(status, is_oauth=is_oauth))
    operation["responses"] = dict(sorted(answers.items()))


def _statuses(operation: dict[str, Any], hints: dict[str, Any], method: str) -> set[int]:
    parameters = operation.get("parameters", [])
    security = operation.get("security", [])
    is_guarded = bool(security) and {} not in security
    may = {
        304: hints.get("entity_tags") and method == "get",
        400: True,
        503: not hints.get("is_public"),
        **dict.fromkeys([401, 403, 429], is_guarded),
        404: any(parameter["in"] == "path" for parameter in parameters),
        406: hints.get("is_negotiated"),
        412: hints.get("entity_tags"),
        **dict.fromkeys([413, 415], "requestBody" in operation),
    }
    return {status for status, can in may.items() if can} | {*hints.get("statuses", [])}


def _headers_of_success(hints: dict[str, Any], method: str) -> list[str]:
    tag = hints.get("entity_tags") and method != "delete"
    made = hints.get("is_made")
    return [
        *hints.get("headers", []),
        *(["ETag"] if tag else []),
        *(headers.RATE_LIMIT if hints.get("is_rate_limited") else []),
        *(["Location"] if made and "Location" not in hints.get("headers", []) else []),
        "X-Request-ID",
    ]
