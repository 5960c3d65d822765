"""
The client's address, as the proxies in front tell it.

``ProxyMiddleware`` puts it into ``REMOTE_ADDR``; everybody else reads it there.
"""

import ipaddress
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse

logger = structlog.get_logger(__name__)

LONGEST = 100  # characters of an entry that cannot be read; an address has at most 45


class ProxyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = address_of(request.META)
        return self.get_response(request)


def address_of(environ: Mapping[str, Any]) -> str:
    """Return ``client_address`` of a request with these headers, in this site."""
    return client_address(
        environ.get("REMOTE_ADDR", ""),
        environ.get("HTTP_X_FORWARDED_FOR", ""),
        proxies=settings.TRUSTED_PROXY_COUNT,
    )


def client_address(peer: str, forwarded_for: str, *, proxies: int) -> str:
    """
    Return the address to count and to log.

    Each trusted proxy appends the address that it saw, so the client's own words end
    before the last ``proxies`` entries. If there are fewer entries, the request came in
    behind the first proxy, and trusted proxies wrote all of them.

    An entry that is not an address stays as it is: a placeholder for all of them would
    let strangers use up one another's attempts.

    :param peer: the other end of the connection; "" for a Unix socket.
    :param proxies: how many proxies append to X-Forwarded-For, 0 to 10.
    """
    entries = forwarded_for.split(",") if proxies else []
    entry = entries[-min(proxies, len(entries))].strip() if entries else ""
    if not entry:
        return read_address(peer) or peer
    if address := read_address(entry):
        return address
    kept = "".join(filter(str.isprintable, entry))[:LONGEST]
    logger.warning("X-Forwarded-For has an entry that is not an address", entry=kept)
    return kept or peer


@lru_cache(1024)
def read_address(text: str) -> str | None:
    """
    Return the IP address in ``text`` in its canonical form, or None.

    Some proxies write a port (``203.0.113.7:51234``, ``[2001:db8::1]:443``), brackets,
    quotes or a zone (``fe80::1%eth0``). An IPv4 address that is mapped into IPv6 is
    the IPv4 address: all of them are in one network of IPv6.
    """
    if len(text) > LONGEST:
        return None
    text = text.strip().strip('"')
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return str(getattr(address, "ipv4_mapped", None) or address)
