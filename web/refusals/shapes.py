"""One shape for the API, and OAuth2's own under ``/auth``."""

from typing import Any

from web.refusals.callers import HasPath, is_under

# The codes that OAuth2 clients know (RFC 6749 §5.2, RFC 6750 §3.1, RFC 8628 §3.5, RFC 9449 §7).
OAUTH_CODES = {"insufficient_scope", "invalid_dpop_proof", "invalid_token", "use_dpop_nonce"}
OAUTH_CODE_OF = {
    403: "access_denied",
    429: "slow_down",
    500: "server_error",
    503: "temporarily_unavailable",
}


def in_shape(request: HasPath, status: int, data: dict[str, Any]) -> dict[str, Any]:
    """Return ``data``, a refusal of the API, in the words of OAuth2 if the path is OAuth2's."""
    if not is_under(["/auth"], request):
        return data
    code, detail = data.get("code"), data.get("detail")
    if detail is None:  # field errors
        detail = " ".join(f"{name}: {' '.join(map(str, texts))}" for name, texts in data.items())
    if code not in OAUTH_CODES:
        code = OAUTH_CODE_OF.get(status, "invalid_request")
    return {"error": code, "error_description": detail}
