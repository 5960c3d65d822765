"""
The refusals of every operation, and the headers of every answer.

Refusals look the same everywhere, so no view documents them: which of them an operation can
answer follows from what it takes.
"""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from web.schema import headers

HINTS = "x-hints"  # from ``operations`` to here; it is taken out again
ERRORS = ("application/json", "application/problem+json")
SCHEMAS = {
    "Refusal": {
        "type": "object",
        "description": "The text is for people. The code is stable; /docs/reference/errors/ "
        "explains each.",
        "required": ["detail", "code"],
        "properties": {"detail": {"type": "string"}, "code": {"type": "string"}},
    },
    "ValidationErrors": {
        "type": "object",
        "description": "By the name of a member of the body, or of a query parameter: what is "
        "wrong with it, nested as the body is. `non_field_errors` are about the whole.",
        "properties": {"non_field_errors": {"type": "array", "items": {"type": "string"}}},
        "additionalProperties": {},
    },
    "BadRequest": {
        "anyOf": [
            {"$ref": "#/components/schemas/Refusal"},
            {"$ref": "#/components/schemas/ValidationErrors"},
        ],
    },
    "Problem": {
        "type": "object",
        "description": "RFC 9457, for those who name application/problem+json in Accept.",
        "required": ["type", "title", "status", "detail", "code"],
        "properties": {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "code": {"type": "string"},
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["detail"],
                    "properties": {
                        "detail": {"type": "string"},
                        "pointer": {"type": "string"},
                        "parameter": {"type": "string"},
                    },
                },
            },
        },
    },
    "OAuthError": {
        "type": "object",
        "description": "RFC 6749 §5.2, and the RFCs beside it.",
        "required": ["error", "error_description"],
        "properties": {"error": {"type": "string"}, "error_description": {"type": "string"}},
    },
}
EXAMPLES = {
    304: ("", ""),
    400: ("parse_error", "JSON parse error - Expecting value: line 1 column 1 (char 0)"),
    401: ("not_authenticated", "Authentication credentials were not provided."),
    403: ("permission_denied", "You do not have permission to perform this action."),
    404: ("not_found", "There is nothing at this address."),
    406: ("not_acceptable", "Could not satisfy the request Accept header."),
    409: ("already_voted", "You have already voted on this poll."),
    410: ("link_ended", "This link was used, or is too old. Ask for a new one."),
    412: ("precondition_failed", "This is not what you read, so nothing was changed."),
    413: ("body_too_large", "The body is larger than 1 MB."),
    415: ("unsupported_media_type", 'Unsupported media type "text/plain" in request.'),
    429: ("throttled", "Too many attempts. Try again in 60 seconds."),
    503: ("unavailable", "The database does not answer. Try again in a moment."),
}
FIELDS = {"name": ["This field is required."]}


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
        answers.setdefault(str(status), _refusal(status, is_oauth=is_oauth))
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


def _refusal(status: int, *, is_oauth: bool) -> dict[str, Any]:
    if status not in EXAMPLES:
        EXAMPLES[status] = ("refused", f"{HTTPStatus(status).phrase}.")
    shape = "OAuth" if is_oauth else ""
    return {"$ref": f"#/components/responses/{shape}{name_of(status)}"}


def name_of(status: int) -> str:
    """``NotFound``, of 404."""
    return "".join(word.capitalize() for word in HTTPStatus(status).name.split("_"))


def components() -> dict[str, Any]:
    """Return the parts that every document has."""
    api = {name_of(status): _api_refusal(status) for status in EXAMPLES}
    oauth = {f"OAuth{name_of(status)}": _oauth_refusal(status) for status in EXAMPLES}
    api["QuotaExceeded"] = _api_refusal(429, *headers.RATE_LIMIT)
    return {"schemas": SCHEMAS, "responses": api | oauth, "headers": headers.components()}


def _response(status: int, content: dict[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {
        "description": f"{HTTPStatus(status).phrase}.",
        "headers": headers.named(*names, "X-Request-ID"),
        **({"content": content} if status != 304 else {}),
    }


def _api_refusal(status: int, *more: str) -> dict[str, Any]:
    """Describe the refusal; ``more`` are names of headers."""
    code, detail = EXAMPLES[status]
    plain = {"$ref": f"#/components/schemas/{'BadRequest' if status == 400 else 'Refusal'}"}
    examples: dict[str, Any] = {code: {"value": {"detail": detail, "code": code}}}
    if status == 400:
        examples["fields"] = {"value": FIELDS}
    problem = {
        "schema": {"$ref": "#/components/schemas/Problem"},
        "example": {
            "type": f"/docs/reference/errors/#{code}",
            "title": code.replace("_", " ").capitalize(),
            "status": status,
            "detail": detail,
            "code": code,
        },
    }
    return _response(
        status,
        {ERRORS[0]: {"schema": plain, "examples": examples}, ERRORS[1]: problem},
        [*headers.OF_REFUSALS.get(status, ["Link"]), *more],
    )


_OAUTH_CODES = {401: "invalid_client", 429: "slow_down", 503: "temporarily_unavailable"}


def _oauth_refusal(status: int) -> dict[str, Any]:
    code = _OAUTH_CODES.get(status, "invalid_request")
    return _response(
        status,
        {
            ERRORS[0]: {
                "schema": {"$ref": "#/components/schemas/OAuthError"},
                "example": {"error": code, "error_description": EXAMPLES[status][1]},
            }
        },
        headers.OF_OAUTH_REFUSALS.get(status, ["Link"]),
    )
