"""How ``/api/schema/`` describes bearers; imported when the apps are ready."""

from typing import Any

from django.urls import reverse
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from oauth2_provider.settings import oauth2_settings

from accounts.permissions import required_scope


class BearerScheme(OpenApiAuthenticationExtension):
    target_class = "accounts.oauth.authentication.BearerAuthentication"
    match_subclasses = True
    name = "OAuth2"

    def get_security_definition(self, auto_schema: Any) -> Any:
        token_url = reverse("oauth2_provider:token")
        scopes = {scope: str(words) for scope, words in oauth2_settings.SCOPES.items()}
        flow = {"tokenUrl": token_url, "refreshUrl": token_url, "scopes": scopes}
        authorize_url = reverse("oauth2_provider:authorize")
        return {
            "type": "oauth2",
            "flows": {
                "authorizationCode": {"authorizationUrl": authorize_url, **flow},
                "clientCredentials": flow,
                "password": flow,
            },
        }

    def get_security_requirement(self, auto_schema: Any) -> Any:
        scope = required_scope(auto_schema.view)
        return {self.name: [scope]} if scope else []
