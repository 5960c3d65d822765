"""Cross-origin requests: the headers that scripts may send, and the answers they may read."""

from corsheaders.middleware import CorsMiddleware as NamedOrigins
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from web.refusals import is_public


class CorsMiddleware(NamedOrigins):
    """
    Let every origin read what is public: discovery documents, signing keys and the schema.

    CORS_ALLOWED_ORIGINS are for the rest. Nobody's cookie is involved in either.
    """

    def is_enabled(self, request: HttpRequest) -> bool:
        return is_public(request) or super().is_enabled(request)

    def add_response_headers(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        response = super().add_response_headers(request, response)
        if is_public(request):
            response["Access-Control-Allow-Origin"] = "*"
            response["Access-Control-Expose-Headers"] = ", ".join(settings.CORS_EXPOSE_HEADERS)
            if request.method == "OPTIONS":
                response["Access-Control-Allow-Headers"] = ", ".join(settings.CORS_ALLOW_HEADERS)
                response["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
        return response
