"""The APIs that an access is for (RFC 8707), as the person who allows it is told of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from accounts.oauth.conf import conf


@dataclass(frozen=True)
class Resource:
    """``host`` is empty for this site; ``address`` was checked: it is ASCII and names no user."""

    address: str
    host: str


def told(addresses: Iterable[str], *, issuer: str) -> list[Resource]:
    """Return ``addresses``, each with its whole host, whose end says whose it is."""
    return [Resource(address, _host_of(address, issuer)) for address in addresses]


def _host_of(address: str, issuer: str) -> str:
    there, here = urlsplit(address), urlsplit(issuer)
    is_ours = there[:2] == here[:2] or address in conf.RESOURCES
    return "" if is_ours else there.netloc
