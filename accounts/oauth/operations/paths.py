"""The paths and their operations, and the hook that adds them to the schema."""

from copy import deepcopy
from typing import Any

from django.urls import is_valid_path

from accounts.oauth.operations.bodies import (
    DEVICE_REQUEST,
    SCHEMAS,
    TEXT,
    TOKEN_OF_CLIENT,
    TOKEN_REQUEST,
)
from accounts.oauth.operations.describing import (
    FORM,
    answer,
    by_client,
    document,
    pushing,
    registering,
    userinfo,
)
from accounts.oauth.operations.examples import (
    BY_TOKEN,
    DEVICE_EXAMPLE,
    SITE,
    SITE_AS_SERVER,
    TOKEN_EXAMPLE,
)

SECURITY_SCHEMES = {
    "OAuth2Client": {
        "type": "http",
        "scheme": "basic",
        "description": "The id and the secret of an application; or in the body.",
    }
}


def present(paths: dict[str, Any]) -> dict[str, Any]:
    there = {path for path in paths if is_valid_path(path.replace("{id}", "1"))}
    return {path: deepcopy(operations) for path, operations in paths.items() if path in there}


PATHS: dict[str, Any] = {
    "/auth/token": by_client(
        "auth_token",
        "Trade a grant for tokens (RFC 6749 §3.2)",
        TOKEN_REQUEST,
        {"grant_type": "refresh_token", "refresh_token": "…", "client_id": "polls-on-my-phone"},
        answer("TokenResponse", TOKEN_EXAMPLE),
    ),
    "/auth/device-authorization": by_client(
        "auth_device_authorization",
        "Get the codes of a program without a browser (RFC 8628)",
        DEVICE_REQUEST,
        {"client_id": "polls-on-my-television", "scope": "polls:read"},
        answer("DeviceAuthorization", DEVICE_EXAMPLE),
    ),
    "/auth/par": pushing(),
    "/auth/register": {
        "post": registering("auth_register", "Register a client (RFC 7591)", "201", body=True)
    },
    "/auth/register/{id}": {
        "get": registering("auth_registered", "Read a registration (RFC 7592)", "200"),
        "put": registering("auth_registered_change", "Replace a registration", "200", body=True),
        "delete": registering("auth_registered_delete", "Delete a registration", "204"),
    },
    "/auth/revoke-token": by_client(
        "auth_revoke_token",
        "End a token of the client (RFC 7009)",
        TOKEN_OF_CLIENT,
        BY_TOKEN,
        {"description": "It is ended, or was none of this client's."},
        also={
            "204": {"description": "Without `token`: the access token of the request is ended."},
        },
    ),
    "/auth/introspect": by_client(
        "auth_introspect",
        "Tell whether a token is good, and for what (RFC 7662)",
        TOKEN_OF_CLIENT,
        BY_TOKEN,
        answer("Introspection", {"active": True, "scope": "polls:read", "sub": "7"}),
    ),
    "/auth/userinfo": {
        "get": userinfo("auth_userinfo", "Tell who the access token stands for"),
        "post": userinfo("auth_userinfo_post", "The same, for clients that POST")
        | {
            "requestBody": {
                "required": False,
                "content": {
                    FORM: {
                        "schema": {"type": "object", "properties": {"access_token": TEXT}},
                        "example": {"access_token": "the access token"},
                    }
                },
            }
        },
    },
    "/auth/jwks": document(
        "auth_jwks",
        "The keys that verify ID tokens (RFC 7517)",
        "JWKSet",
        {"keys": [{"kty": "RSA", "kid": "…", "alg": "RS256", "use": "sig", "n": "…", "e": "AQAB"}]},
        may_be_off=True,
    ),
    "/.well-known/oauth-authorization-server": document(
        "authorization_server",
        "What this authorization server can (RFC 8414)",
        "AuthorizationServerMetadata",
        SITE_AS_SERVER,
    ),
    "/.well-known/openid-configuration": document(
        "openid_configuration",
        "The same, for OpenID Connect Discovery",
        "AuthorizationServerMetadata",
        SITE_AS_SERVER,
        may_be_off=True,
    ),
    "/.well-known/oauth-protected-resource": document(
        "protected_resource",
        "Where a program gets a token for this API (RFC 9728)",
        "ProtectedResourceMetadata",
        {"resource": SITE, "authorization_servers": [SITE]},
    ),
}


def add(result: dict[str, Any], **kwargs: Any) -> dict[str, Any]:
    """Add those that the site has: one of drf-spectacular's POSTPROCESSING_HOOKS."""
    result["paths"] |= present(PATHS)
    parts = result.setdefault("components", {})
    parts.setdefault("securitySchemes", {}).update(SECURITY_SCHEMES)
    parts.setdefault("schemas", {}).update(deepcopy(SCHEMAS))
    return result
