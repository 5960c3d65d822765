"""
The origin of a request, for counting and for people to recognise.

``REMOTE_ADDR`` is believed. Behind proxies the project sets it from what they
forward; ``web.proxies`` does so here.
"""

import hashlib
import ipaddress
from functools import lru_cache

from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the address without an IPv6 zone; None where it cannot be read."""
    return read(request.META.get("REMOTE_ADDR", ""))


def read(text: str) -> str | None:
    """Return the address in ``text``, which is what ``REMOTE_ADDR`` may be; see above."""
    address = _parsed(text)
    return None if address is None else str(address)


def client_network(request: HttpRequest) -> str:
    """
    Return what one guesser commands: an IPv4 address, or a whole IPv6 /64.

    An address that cannot be read counts by its own text, so that callers behind
    an odd proxy do not share one count.
    """
    text = request.META.get("REMOTE_ADDR", "")
    address = _parsed(text)
    if address is None:
        return "unreadable:" + hashlib.sha256(text.encode(errors="replace")).hexdigest()[:32]
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    return str(address.ipv4_mapped or ipaddress.ip_network((int(address), 64), strict=False))


@lru_cache(1024)  # each sign-in asks three times for one address
def _parsed(text: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None
