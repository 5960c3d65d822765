"""``/auth/convert-token`` for the schema: see ``accounts.oauth.operations``."""

from typing import Any

from accounts.oauth.operations.bodies import CLIENT, TEXT
from accounts.oauth.operations.describing import answer, by_client
from accounts.oauth.operations.examples import TOKEN_EXAMPLE
from accounts.oauth.operations.paths import present
from accounts.social.convert import GRANT_TYPE

REQUEST = {
    "type": "object",
    "required": ["grant_type", "backend", "token"],
    "properties": {
        "grant_type": {"type": "string", "const": GRANT_TYPE},
        "backend": {"type": "string", "description": "The name of the provider."},
        "token": {"type": "string", "description": "An access token of the provider."},
        **CLIENT,
        "scope": TEXT,
    },
}
EXAMPLE = {
    "grant_type": GRANT_TYPE,
    "backend": "github",
    "token": "the provider's access token",
    "client_id": "polls-on-my-phone",
}
PATHS = {
    "/auth/convert-token": by_client(
        "auth_convert_token",
        "Trade an access token of a provider for one of this site",
        REQUEST,
        EXAMPLE,
        answer("TokenResponse", TOKEN_EXAMPLE),
    )
}


def add(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    result["paths"] |= present(PATHS)
    return result
