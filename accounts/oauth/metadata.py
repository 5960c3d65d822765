"""The server's abilities, for clients to discover. Only those that are on are listed."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from oauth2_provider.settings import oauth2_settings

from accounts.oauth import levels
from accounts.oauth.assertions import proofs as assertions
from accounts.oauth.authorization_request import RESPONSE_MODES
from accounts.oauth.conf import conf
from accounts.oauth.dpop.proofs import ALGORITHMS
from accounts.oauth.endpoints import GRANT_TYPES
from accounts.oauth.issuer import fixed_issuer, issuer, url_of
from accounts.oauth.openid import CLAIMS, OF_THE_SESSION, keys
from accounts.oauth.scopes import Scopes

CLIENT_AUTHENTICATION = ["client_secret_basic", "client_secret_post", "private_key_jwt"]
ENDPOINTS_OF_CLIENTS = ("token", "revocation", "introspection")
AN_HOUR = 3600  # seconds


@csrf_exempt  # a POST is told of the method, not of a form; below too
@require_safe
def authorization_server(request: HttpRequest) -> HttpResponse:
    """RFC 8414; ``openid_configuration`` says the same, where OpenID Connect is on."""
    metadata = {
        "issuer": issuer(request),
        "authorization_endpoint": url_of("authorize", request),
        "token_endpoint": url_of("token", request),
        "revocation_endpoint": url_of("revoke-token", request),
        "introspection_endpoint": url_of("introspect", request),
        "device_authorization_endpoint": url_of("device-authorization", request),
        "scopes_supported": Scopes().get_available_scopes(),
        "response_types_supported": ["code"],
        "response_modes_supported": RESPONSE_MODES,
        "grant_types_supported": GRANT_TYPES,
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": [*CLIENT_AUTHENTICATION, "none"],
        "revocation_endpoint_auth_methods_supported": [*CLIENT_AUTHENTICATION, "none"],
        "introspection_endpoint_auth_methods_supported": CLIENT_AUTHENTICATION,
        **{
            f"{endpoint}_endpoint_auth_signing_alg_values_supported": assertions.ALGORITHMS
            for endpoint in ENDPOINTS_OF_CLIENTS
        },
        "authorization_response_iss_parameter_supported": True,
    }
    if conf.CLIENT_REGISTRATION != "off":
        metadata["registration_endpoint"] = url_of("register", request)
    if conf.PUSHED_REQUESTS != "off":
        metadata["pushed_authorization_request_endpoint"] = url_of("pushed-request", request)
        metadata["require_pushed_authorization_requests"] = conf.PUSHED_REQUESTS == "required"
    if conf.DPOP != "off":
        metadata["dpop_signing_alg_values_supported"] = list(ALGORITHMS)
    if oauth2_settings.CIMD_ENABLED:
        metadata["client_id_metadata_document_supported"] = True
    if oauth2_settings.OIDC_ENABLED:
        metadata |= openid_connect(request)
    return public(metadata)


def openid_connect(request: HttpRequest) -> dict[str, Any]:
    return {
        "userinfo_endpoint": url_of("user-info", request),
        "jwks_uri": url_of("jwks-info", request),
        "end_session_endpoint": url_of("rp-initiated-logout", request),
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
        "claims_supported": ["sub", *OF_THE_SESSION, *CLAIMS],
        "claims_parameter_supported": True,
        "acr_values_supported": levels.LEVELS,
        "prompt_values_supported": ["none", "login", "consent", "select_account"],
        "request_parameter_supported": False,
        "request_uri_parameter_supported": False,  # unsaid, it would be true
    }


@csrf_exempt
@require_safe
def protected_resource(request: HttpRequest) -> HttpResponse:
    """RFC 9728: where a program that was answered 401 gets a token for this API."""
    metadata: dict[str, Any] = {
        "resource": issuer(request),
        "authorization_servers": [issuer(request)],
        "scopes_supported": Scopes().get_available_scopes(),
        "bearer_methods_supported": ["header"],
    }
    if conf.DPOP != "off":
        metadata["dpop_signing_alg_values_supported"] = list(ALGORITHMS)
        metadata["dpop_bound_access_tokens_required"] = conf.DPOP == "required"
    return public(metadata)


@csrf_exempt
@require_safe
def openid_configuration(request: HttpRequest) -> HttpResponse:
    return authorization_server(request) if oauth2_settings.OIDC_ENABLED else is_off()


@csrf_exempt
@require_safe
def jwks(request: HttpRequest) -> HttpResponse:
    """RFC 7517: the keys that verify ID tokens."""
    if not oauth2_settings.OIDC_ENABLED:
        return is_off()
    found = [
        {"alg": "RS256", "use": "sig", "kid": key.thumbprint(), **json.loads(key.export_public())}
        for key in keys()
    ]
    return public({"keys": found}, is_of_host=False)


def public(body: dict[str, Any], *, is_of_host: bool | None = None) -> HttpResponse:
    """
    Answer anybody, a script of another origin too.

    Caches may keep it, unless it is made of the ``Host`` of one request: one that lies
    would be answered to everybody for an hour.
    """
    is_of_host = not fixed_issuer() if is_of_host is None else is_of_host
    caching = "no-store" if is_of_host else f"public, max-age={AN_HOUR}"
    headers = {"Cache-Control": caching, "Access-Control-Allow-Origin": "*"}
    return JsonResponse(body, headers=headers)


def is_off() -> HttpResponse:
    description = "OpenID Connect is off: this server has no key to sign with."
    return JsonResponse({"error": "invalid_request", "error_description": description}, status=404)
