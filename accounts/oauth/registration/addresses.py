"""Which addresses of documents this server calls: anybody can name one, so none may lead inside."""

import ipaddress
import re
from urllib.parse import urlsplit

MAX_LENGTH = 255  # characters; the column's bound
CHARACTERS = re.compile(r"(?:[A-Za-z0-9._~:/?\[\]!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*+")
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
DOTS = re.compile(r"/(?:\.|%2[Ee]){1,2}(?=/|\Z)")
GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last 32 bits
HTTPS, FIRST_FREE_PORT = 443, 1024


def fault_of(client_id: str) -> str | None:
    """
    Return why this server does not fetch a document from ``client_id``; None if it does.

    The rules are those of draft-ietf-oauth-client-id-metadata-document §3, and no lookup is
    made. An address as the host is judged here, a name once it is resolved.
    """
    if len(client_id) > MAX_LENGTH:
        return f"A client_id has at most {MAX_LENGTH} characters."
    if not client_id.startswith("https://"):
        return "A client_id that is an address begins with https:// in small letters."
    if "@" in client_id or "#" in client_id:
        return "A client_id has no user name, no @ and no fragment."
    if not CHARACTERS.fullmatch(client_id):
        return "A client_id has a character that must be percent-encoded."
    try:
        parts = urlsplit(client_id)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "The host or the port of the client_id cannot be read."
    is_odd_port = port not in {None, HTTPS} and (port or 0) < FIRST_FREE_PORT
    if parts.netloc.endswith(":") or is_odd_port:
        return "The port of a client_id is 443, or one from 1024 to 65535."
    if not parts.path or DOTS.search(parts.path):
        return "A client_id has a path, without the segments . and .. in it."
    return _fault_of_host(host, is_bracketed="[" in parts.netloc)


def _fault_of_host(host: str, *, is_bracketed: bool) -> str | None:
    labels = host.split(".")
    if is_bracketed or labels[-1].isdigit():
        return None if is_public(host) else "The host of the client_id is no public address."
    if len(labels) < 2 or not all(map(LABEL.fullmatch, labels)):
        return "The host of the client_id is no public name."
    return None


def is_public(address: str) -> bool:
    """
    Tell whether anybody on the internet may have ``address``.

    ``is_global`` alone takes several IPv6 forms for public that hold an inner IPv4 address:
    IPv4-compatible ones, 6to4, and NAT64 of a local prefix. NAT64 of the well-known prefix is
    how a network without IPv4 calls the rest, and is judged by the address inside.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip in NAT64:
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if isinstance(ip, ipaddress.IPv6Address):
        is_odd = ip not in GLOBAL_UNICAST or ip.sixtofour or ip.teredo or ip.scope_id
        return ip.is_global and not is_odd
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
