"""The APIs that an access is for (RFC 8707), as the person who allows it is told of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from oauth2_provider.oauth2_validators import OAuth2Validator

from accounts.oauth.authorization_request import InvalidTarget
from accounts.oauth.conf import conf
from accounts.oauth.issuer import issuer as issuer_of

USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Resource:
    """``host`` is empty for this site; ``address`` was checked: it is ASCII and names no user."""

    address: str
    host: str


def told(addresses: Iterable[str], *, issuer: str) -> list[Resource]:
    """Return ``addresses``, each with its whole host, whose end says whose it is."""
    return [Resource(address, _host_of(address, issuer)) for address in addresses]


def beyond(asked: Iterable[str], granted: list[str], *, issuer: str) -> list[str]:
    """
    Return those of ``asked`` that are not among ``granted`` (RFC 8707 §2.2).

    An access that was granted without a resource is for this site: nobody was told of another API.
    """
    return [
        address
        for address in asked
        if (address not in granted if granted else _host_of(address, issuer))
    ]


def _host_of(address: str, issuer: str) -> str:
    is_ours = _origin(address) == _origin(issuer) or address in conf.RESOURCES
    return "" if is_ours else urlsplit(address).netloc


def _origin(address: str) -> tuple[str, str | None, int | None]:
    """Return what the API compares: neither capital letters nor a usual port make another host."""
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or USUAL_PORTS.get(parts.scheme)


class ResourceRules(OAuth2Validator):
    """The rule of the token endpoint; ``validator.Validator`` has it."""

    def _check_and_set_request_resource(self, request: Any) -> None:
        """:raises InvalidTarget: also where the toolkit takes any: nothing was named before."""
        super()._check_and_set_request_resource(request)
        if request.grant_type == "authorization_code":
            granted = request.grant.resource
        elif request.grant_type == "refresh_token":
            granted = request.refresh_token_instance.resource
        else:
            return
        if more := beyond(request.resource, granted, issuer=issuer_of(self.http_request)):
            raise InvalidTarget(f"This access was not allowed for {' '.join(more)}.")
