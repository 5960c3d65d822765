"""
Each error says what is wrong, as far as the caller may know it, and what to do.

``error_description`` is ASCII without quotes and backslashes (RFC 6749 §5.2). The
descriptions here stand in where nothing closer to the trouble says more.
"""

import json

from django.conf import settings
from django.http import HttpResponse

DESCRIPTIONS = {
    "access_denied": "The person did not allow it.",
    "account_selection_required": "The person has to choose an account first.",
    "authorization_pending": "The person has not answered yet. Ask again.",
    "consent_required": "The person has not allowed this application as much as that.",
    "expired_token": "The codes have expired. Ask for new ones.",
    "invalid_client": "The client is unknown, or its secret is wrong.",
    "invalid_client_metadata": "The client cannot be registered like that.",
    "invalid_redirect_uri": "This address cannot be registered.",
    "invalid_grant": "What was sent in exchange for tokens is not good.",
    "invalid_request": "The request cannot be answered.",
    "invalid_scope": "The application cannot have this scope.",
    "invalid_target": "No token can be made for this resource.",
    "login_required": "Nobody is signed in in this browser, or not recently enough.",
    "server_error": "Something went wrong on our side. The error has been logged.",
    "temporarily_unavailable": "The server cannot answer at the moment. Try again.",
    "unauthorized_client": "This application is not registered for that.",
    "unmet_authentication_requirements": "The person cannot sign in as surely as that.",
    "unsupported_grant_type": "This grant_type is not offered here.",
    "unsupported_response_type": "response_type has to be code.",
}


def with_description(response: HttpResponse) -> HttpResponse:
    """
    Add a description to an answer, in JSON, that refuses without one.

    A header names the page about its code, if ``HELP_WITH_CODES`` of the settings has one.
    """
    told = json.loads(response.content or b"{}")
    if told.get("error") and not told.get("error_description"):
        told["error_description"] = DESCRIPTIONS.get(told["error"], "The request was refused.")
        response.content = json.dumps(told).encode()
    if told.get("error"):
        name_help(response, told["error"])
    return response


def name_help(response: HttpResponse, error: str) -> None:
    """Name the page about ``error`` in a header, if the project has such pages."""
    if address := getattr(settings, "HELP_WITH_CODES", ""):
        response["Link"] = f'<{address.format(code=error)}>; rel="help"'
