"""The APIs that an access is for (RFC 8707), as the person who allows it is told of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from accounts.oauth.conf import conf

USUAL_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True)
class Resource:
    """``host`` is empty for this site; ``address`` was checked: it is ASCII and names no user."""

    address: str
    host: str


def told(addresses: Iterable[str], *, issuer: str) -> list[Resource]:
    """Return ``addresses``, each with its whole host, whose end says whose it is."""
    return [Resource(address, _host_of(address, issuer)) for address in addresses]


def _host_of(address: str, issuer: str) -> str:
    is_ours = _origin(address) == _origin(issuer) or address in conf.RESOURCES
    return "" if is_ours else urlsplit(address).netloc


def _origin(address: str) -> tuple[str, str | None, int | None]:
    """Return what the API compares: neither capital letters nor a usual port make another host."""
    parts = urlsplit(address)
    return parts.scheme, parts.hostname, parts.port or USUAL_PORTS.get(parts.scheme)
