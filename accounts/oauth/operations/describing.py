"""The description of an operation, from what differs between them."""

from typing import Any

from accounts.oauth.operations.bodies import PUSHED_REQUEST, TEXT
from accounts.oauth.operations.examples import CLIENT_EXAMPLE, ME, PUSHED_EXAMPLE

FORM, JSON = "application/x-www-form-urlencoded", "application/json"


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
