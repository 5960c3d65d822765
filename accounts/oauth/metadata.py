"""What this server can do, for clients to discover. Only what is on is told."""

from django.http import JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe
from oauth2_provider.settings import oauth2_settings
from oauth2_provider.views import JwksInfoView

from accounts.oauth.scopes import Scopes
from accounts.oauth.validator import Validator
from accounts.oauth.views import GRANT_TYPES

CLIENT_AUTHENTICATION = ["client_secret_basic", "client_secret_post"]


@csrf_exempt  # whoever posts here is told of the method, not of a form; below too
@require_safe
def authorization_server(request):
    """RFC 8414; ``openid_configuration`` says the same, where OpenID Connect is on."""

    def url(name):
        return request.build_absolute_uri(reverse(f"oauth2_provider:{name}"))

    metadata = {
        "issuer": oauth2_settings.oauth2_authorization_server_issuer(request),
        "authorization_endpoint": url("authorize"),
        "token_endpoint": url("token"),
        "revocation_endpoint": url("revoke-token"),
        "introspection_endpoint": url("introspect"),
        "scopes_supported": Scopes().get_available_scopes(),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query", "fragment"],
        "grant_types_supported": GRANT_TYPES,
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": [*CLIENT_AUTHENTICATION, "none"],
        "revocation_endpoint_auth_methods_supported": [*CLIENT_AUTHENTICATION, "none"],
        "introspection_endpoint_auth_methods_supported": CLIENT_AUTHENTICATION,
        "authorization_response_iss_parameter_supported": True,
    }
    if oauth2_settings.OIDC_ENABLED:
        metadata |= {
            "userinfo_endpoint": url("user-info"),
            "jwks_uri": url("jwks-info"),
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "claims_supported": ["sub", "auth_time", *Validator().get_additional_claims()],
            "prompt_values_supported": ["none", "login", "consent"],
            "request_parameter_supported": False,
            "request_uri_parameter_supported": False,  # unsaid, it would be true
        }
    return JsonResponse(metadata, headers={"Cache-Control": "public, max-age=3600"})


@csrf_exempt
@require_safe
def openid_configuration(request):
    return authorization_server(request) if oauth2_settings.OIDC_ENABLED else is_off()


@csrf_exempt
@require_safe
def jwks(request):
    return JwksInfoView.as_view()(request) if oauth2_settings.OIDC_ENABLED else is_off()


def is_off():
    description = "OpenID Connect is off: this server has no key to sign with."
    return JsonResponse({"error": "invalid_request", "error_description": description}, status=404)
