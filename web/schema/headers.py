"""The headers that clients read, as the schema describes them, and those of each refusal."""

from typing import Any

_TEXT: dict[str, Any] = {"type": "string"}
_SECONDS: dict[str, Any] = {"type": "integer", "minimum": 1}
_LEFT = '"questions-per-minute";r=29;t=60, "questions-per-day";r=180;t=7200'
_POLICIES = '"questions-per-minute";q=30;w=60, "questions-per-day";q=200;w=86400'
HEADERS = {
    "Content-Disposition": ("The name of the file, where the answer is one.", _TEXT),
    "Content-Location": ("The address of what the answer shows (RFC 9110 §8.7).", _TEXT),
    "DPoP-Nonce": ("The nonce for the next proof, where proofs need one (RFC 9449 §8, §9).", _TEXT),
    "ETag": ("The tag of this version, for If-Match and If-None-Match.", _TEXT),
    "Link": ("Related addresses (RFC 8288): further pages, or help with a refusal.", _TEXT),
    "Location": ("The address of what was made.", _TEXT),
    "RateLimit": (
        (
            "By the name of a limit: `r`, what is left, and `t`, the seconds until there is more. "
            "Limits that strangers share are all called `attempts`, and told only when full."
        ),
        _TEXT | {"examples": [_LEFT, '"attempts";r=0;t=60']},
    ),
    "RateLimit-Policy": (
        "By the name of a limit: `q`, how many of these requests are taken within `w` seconds.",
        _TEXT | {"examples": [_POLICIES]},
    ),
    "Retry-After": ("Seconds to wait.", _SECONDS),
    "WWW-Authenticate": ("The schemes that let callers in, or what they lack.", _TEXT),
    "X-Request-ID": ("The id of this request in the logs.", _TEXT),
}
#: Of the answers to a request that counts, and of the refusal of one too many.
RATE_LIMIT = ("RateLimit", "RateLimit-Policy")
OF_REFUSALS = {
    304: ["ETag"],
    401: ["DPoP-Nonce", "Link", "WWW-Authenticate"],
    403: ["Link", "WWW-Authenticate"],
    429: ["Link", "RateLimit", "Retry-After"],
    503: ["Link", "Retry-After"],
}
OF_OAUTH_REFUSALS = OF_REFUSALS | {400: ["DPoP-Nonce", "Link"]}
CONDITIONS = {
    "If-Match": "The answer is 412 unless this is the tag of the present version.",
    "If-None-Match": "The answer is 304 if this is the tag of the present version.",
}


def named(*names: str) -> dict[str, dict[str, str]]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in sorted({*names})}


def conditions(method: str) -> list[dict[str, Any]]:
    """Return the parameters by which ``method`` asks for a version."""
    names = ["If-None-Match"] if method == "get" else ["If-Match"]
    return [
        {"name": name, "in": "header", "description": CONDITIONS[name], "schema": _TEXT}
        for name in names
    ]


def components() -> dict[str, Any]:
    return {
        name: {"description": words, "schema": schema} for name, (words, schema) in HEADERS.items()
    }
