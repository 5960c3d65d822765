"""
The endpoints of OAuth2 and the discovery documents, for the schema.

They are no views of DRF, so each is described here. A test says if one is missing.
"""

from copy import deepcopy
from typing import Any

from django.urls import is_valid_path

from accounts.oauth.bodies import (
    BY_TOKEN,
    CLIENT_EXAMPLE,
    DEVICE_EXAMPLE,
    DEVICE_REQUEST,
    ME,
    PUSHED_EXAMPLE,
    PUSHED_REQUEST,
    SCHEMAS,
    SITE,
    SITE_AS_SERVER,
    TEXT,
    TOKEN_EXAMPLE,
    TOKEN_OF_CLIENT,
    TOKEN_REQUEST,
)

FORM, JSON = "application/x-www-form-urlencoded", "application/json"

SECURITY_SCHEMES = {
    "OAuth2Client": {
        "type": "http",
        "scheme": "basic",
        "description": "The id and the secret of an application; or in the body.",
    }
}


def operation(name: str, tag: str, summary: str, answer: dict[str, Any], **more: Any) -> Any:
    return {
        "operationId": name,
        "tags": [tag],
        "summary": summary,
        "description": f"{summary}.",
        "responses": {"200": answer},
        **more,
    }


def answer(schema: str, example: Any) -> dict[str, Any]:
    """Describe a success by the name of its schema in ``bodies.SCHEMAS``."""
    content = {"schema": named(schema), "example": example}
    return {"description": "Done.", "content": {JSON: content}}


def named(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}


def form(schema: dict[str, Any], example: dict[str, str]) -> dict[str, Any]:
    return {"required": True, "content": {FORM: {"schema": schema, "example": example}}}


def by_client(
    name: str,
    summary: str,
    schema: dict[str, Any],
    example: dict[str, str],
    done: dict[str, Any],
    also: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Describe a POST with the client's credentials, as Basic or in the body."""
    told = operation(
        name,
        "auth",
        summary,
        done,
        requestBody=form(schema, example),
        security=[{"OAuth2Client": []}, {}],
        **{"x-hints": {"statuses": [401, 429]}},
    )
    told["responses"] |= also or {}
    return {"post": told}


def pushing() -> dict[str, Any]:
    """Describe the endpoint of pushed requests, which may be off."""
    example = {
        "request_uri": "urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c",
        "expires_in": 60,
    }
    told = by_client(
        "auth_par",
        "Push an authorization request (RFC 9126)",
        PUSHED_REQUEST,
        PUSHED_EXAMPLE,
        {},
    )
    told["post"]["responses"] = {
        "201": answer("PushedAuthorization", example),
        "404": {"$ref": "#/components/responses/OAuthNotFound"},
    }
    return told


def document(
    name: str, summary: str, schema: str, example: Any, *, may_be_off: bool = False
) -> dict[str, Any]:
    told = operation(name, "discovery", summary, answer(schema, example), security=[{}])
    if may_be_off:
        told["responses"]["404"] = {"$ref": "#/components/responses/OAuthNotFound"}
    return {"get": told | {"x-hints": {"is_public": True}}}


def userinfo(name: str, summary: str) -> dict[str, Any]:
    guard = [{"OAuth2": ["openid"]}]
    hints = {"x-hints": {"is_negotiated": True}}
    return operation(name, "auth", summary, answer("UserInfo", ME), security=guard, **hints)


def registering(name: str, summary: str, status: str, *, body: bool = False) -> dict[str, Any]:
    """Describe an operation of clients that register themselves; it may be off."""
    statuses = [401, 429] if status == "201" else [401]
    told = operation(
        name, "auth", summary, {}, security=[{}], **{"x-hints": {"statuses": statuses}}
    )
    done = answer("ClientInformation", CLIENT_EXAMPLE)
    if status == "204":
        done = {"description": "Done."}
    told["responses"] = {status: done, "404": {"$ref": "#/components/responses/OAuthNotFound"}}
    if status != "201":
        told["parameters"] = [{"name": "id", "in": "path", "required": True, "schema": TEXT}]
    if body:
        example = {"redirect_uris": ["http://127.0.0.1/"]}
        content = {"schema": named("ClientMetadata"), "example": example}
        told["requestBody"] = {"required": True, "content": {JSON: content}}
    return told


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
