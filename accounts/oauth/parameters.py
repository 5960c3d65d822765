"""
Read what a client sends to an endpoint, strictly, before oauthlib sees it.

oauthlib takes the last of a repeated parameter, reads the URL too, and keeps
state of its own under names that a body could carry (``user``, ``scopes``).
"""

import binascii
import json
from base64 import b64decode
from urllib.parse import unquote_plus

from django.http import HttpRequest, QueryDict
from oauthlib.oauth2.rfc6749 import errors

from accounts.oauth import authorization_request
from accounts.oauth.assertions import proofs

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"
KNOWN = {
    *{"grant_type", "scope", "resource", "client_id", "client_secret"},
    *{"username", "password", "code", "code_verifier", "redirect_uri", "refresh_token"},
    *{"token", "token_type_hint", "device_code"},
    *{"client_assertion", "client_assertion_type"},  # RFC 7521 §4.2
    "backend",  # of /auth/convert-token
}
REPEATABLE = {"resource"}  # RFC 8707 §2


def read(request: HttpRequest, *, known: set[str] | None = KNOWN) -> QueryDict:
    """
    Return the parameters of a form or JSON body, the client's Basic credentials among them.

    Parameters that are not ``known`` are ignored, and empty ones count as absent (RFC 6749
    §3.2). With None, all are known.

    :raises InvalidRequestError: when one is repeated, is not text, or came in the URL.
    :raises InvalidClientError: when the Basic credentials or the assertion cannot be read.
    """
    if request.META.get("QUERY_STRING"):
        raise errors.InvalidRequestError(
            "Parameters belong in the body: what stands in a URL ends up in logs."
        )
    parameters = QueryDict(mutable=True)
    for name, value in _pairs(request):
        if (known is not None and name not in known) or value in ("", None):
            continue
        if not isinstance(value, str) or not is_storable(name + value):
            raise errors.InvalidRequestError(f"The parameter {name} is not plain text.")
        if name in parameters and name not in REPEATABLE:
            raise errors.InvalidRequestError(f"The parameter {name} is repeated.")
        parameters.appendlist(name, value)
    if fault := authorization_request.fault_of_resources(parameters.getlist("resource")):
        raise authorization_request.InvalidTarget(fault)
    _add_basic_credentials(request, parameters)
    _add_asserted_client(parameters)
    return parameters


def _pairs(request: HttpRequest) -> list[tuple]:
    if request.content_type == JSON:
        return _json_pairs(request.body)
    if request.content_type in {FORM, ""}:
        return [(name, value) for name, values in request.POST.lists() for value in values]
    raise errors.InvalidRequestError(
        f"Send the body as {FORM}, as RFC 6749 asks, or as {JSON}.", status_code=415
    )


def _json_pairs(body: bytes) -> list[tuple]:
    try:
        # Pairs, because a dict would hide a repeated name.
        pairs = json.loads(body, object_pairs_hook=list)
    except (ValueError, RecursionError) as error:
        raise errors.InvalidRequestError("The body is not JSON.") from error
    is_object = isinstance(pairs, list) and all(isinstance(pair, tuple) for pair in pairs)
    if not is_object or (not pairs and body.strip()[:1] != b"{"):
        raise errors.InvalidRequestError("The body is not a JSON object.")
    return pairs


def is_storable(value: str) -> bool:
    """PostgreSQL stores no NUL, and UTF-8 no lone surrogate."""
    try:
        return b"\0" not in value.encode()
    except UnicodeEncodeError:
        return False


def _add_basic_credentials(request: HttpRequest, parameters: QueryDict) -> None:
    """From here on, how the client named itself makes no difference."""
    scheme, _, encoded = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return
    try:
        client_id, colon, secret = b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, ValueError) as error:
        raise errors.InvalidClientError("The Basic credentials cannot be read.") from error
    client_id, secret = unquote_plus(client_id), unquote_plus(secret)  # RFC 6749 §2.3.1
    if not colon or not is_storable(client_id + secret):
        raise errors.InvalidClientError("The Basic credentials cannot be read.")
    if "client_secret" in parameters:
        raise errors.InvalidRequestError("The client authenticates itself in two ways at once.")
    if parameters.get("client_id", client_id) != client_id:
        raise errors.InvalidRequestError("The request names two clients.")
    parameters["client_id"] = client_id
    if secret:
        parameters["client_secret"] = secret


def _add_asserted_client(parameters: QueryDict) -> None:
    if not {"client_assertion", "client_assertion_type"} & parameters.keys():
        return
    if "client_secret" in parameters:
        raise errors.InvalidClientError("The client authenticates itself in two ways at once.")
    client_id = proofs.client_of(parameters)
    if parameters.get("client_id", client_id) != client_id or not is_storable(client_id):
        raise errors.InvalidClientError("client_assertion is that of another client.")
    parameters["client_id"] = client_id
