"""The refusals, as the document describes them."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from web.schema import headers
from web.schema.shapes import SCHEMAS

ERRORS = ("application/json", "application/problem+json")
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


def reference(status: int, *, is_oauth: bool) -> dict[str, Any]:
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
