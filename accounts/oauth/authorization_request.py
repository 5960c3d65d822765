"""Rules for an authorization request that oauthlib does not check, or cannot."""

import re
from typing import Any
from urllib.parse import urlsplit

from oauth2_provider.oauth2_validators import is_valid_resource_uri
from oauthlib.common import Request
from oauthlib.oauth2.rfc6749 import errors
from oauthlib.openid import Server
from oauthlib.openid.connect.core.exceptions import (
    RegistrationNotSupported,
    RequestNotSupported,
    RequestURINotSupported,
)

from accounts.oauth import claims, pkce, redirects

MOST_RESOURCES = 10  # they are stored with each token, and stand in one that is a JWT
MAX_RESOURCE = 2000  # characters
MAX_NONCE = 255  # characters; the column's bound
#: A name or an address, and a port: other characters could make the end of another host.
HOST = re.compile(r"(?:[A-Za-z0-9._-]++|\[[0-9A-Fa-f:.]++\])(?::[0-9]{0,5}+)?")
RESPONSE_MODES = ["query", "fragment", "form_post"]


class InvalidTarget(errors.OAuth2Error):
    """RFC 8707 §2: no token can be made for this ``resource``."""

    error = "invalid_target"


def fault_of_resources(addresses: list[str]) -> str | None:
    """Return why no token can be made for ``addresses``; None if one can."""
    if len(addresses) > MOST_RESOURCES:
        return f"A request has at most {MOST_RESOURCES} resources."
    if any(len(address) > MAX_RESOURCE for address in addresses):
        return f"resource is longer than {MAX_RESOURCE} characters."
    return None if all(map(_is_resource, addresses)) else "resource is not an absolute address."


def _is_resource(address: str) -> bool:
    """
    Tell whether ``address`` is an absolute URI without a fragment (RFC 8707 §2).

    That is ASCII (RFC 3986 §2), so no letter looks like another one on the consent page.
    """
    try:
        is_ascii = redirects.CHARACTERS.fullmatch(address)
        has_host = HOST.fullmatch(urlsplit(address).netloc)
        return bool(is_ascii and has_host and is_valid_resource_uri(address))
    except ValueError:  # http://[::1
        return False


def is_none_alone(prompt: str) -> bool:
    return "none" not in prompt.split() or prompt.split() == ["none"]


# Parameter, what it must be, and what is said where it is not.
RULES = [
    ("response_mode", RESPONSE_MODES.__contains__, f"is none of {', '.join(RESPONSE_MODES)}"),
    ("nonce", lambda text: len(text) <= MAX_NONCE, f"is longer than {MAX_NONCE} characters"),
    ("max_age", re.compile(r"[0-9]{1,12}").fullmatch, "is not a whole number of seconds"),
    ("dpop_jkt", pkce.is_challenge, "is not a SHA-256 in base64url"),
    ("prompt", is_none_alone, "has none beside another value"),
]
# OpenID Connect Core §6, parameters inside a JWT, and §7.2.1.
NOT_SUPPORTED = {
    "request": RequestNotSupported,
    "request_uri": RequestURINotSupported,
    "registration": RegistrationNotSupported,
}


class AuthorizationServer(Server):
    """oauthlib's, which also does ``check``; without ``openid`` among the scopes it is OAuth2's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for grant in (self.auth_grant, self.openid_connect_auth):
            grant.custom_validators.pre_auth.append(check)


def check(request: Request) -> dict:
    """
    Runs once it is known that client and redirect_uri belong together.

    :raises OAuth2Error: to be told to the application.
    """
    asked = dict(request.uri_query_params)
    if "openid" in asked.get("scope", "").split() and "redirect_uri" not in asked:
        # OpenID Connect Core §3.1.2.1: without it, there is nowhere to go.
        raise errors.InvalidRequestFatalError("OpenID Connect asks for a redirect_uri.")
    for name, error in NOT_SUPPORTED.items():
        if name in asked:
            raise error(request=request)
    for name, is_right, fault in RULES:
        if name in asked and not is_right(asked[name]):  # type: ignore[operator]  # oauthlib has no types
            raise errors.InvalidRequestError(f"{name} {fault}.", request=request)
    if why := claims.fault_of(asked.get("claims", "{}")):
        raise errors.InvalidRequestError(f"claims {why}.", request=request)
    return {}
