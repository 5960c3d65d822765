"""
The addresses that an application may have people sent back to.

They are compared character by character (RFC 9700 §2.1). So an address that browsers
spell otherwise can never match, and is refused when it is registered. The rule is asked
once more when an address is used: rows can be written past every form.
"""

import re
from ipaddress import IPv6Address
from urllib.parse import parse_qsl, quote, urlsplit

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LONGEST_ADDRESS = 6000  # characters; proxies read some 8 KB of a header

LOOPBACK = {"127.0.0.1", "::1", "localhost"}
FREE_PORT = re.compile(r"\A(http://(?:127\.0\.0\.1|\[::1\])):[0-9]{1,5}(?=[/?]|\Z)")
MAX_LENGTH = 2000  # characters

SCHEME = re.compile(r"[a-z][a-z0-9+.-]{0,99}")
# RFC 3986 §2, without the fragment's mark.
CHARACTERS = re.compile(r"(?:[A-Za-z0-9._~:/?\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*+")
LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")
GLUED = re.compile(r"[,;](?:[a-z][a-z0-9+.-]{0,99}:|\Z)", re.IGNORECASE)
# RFC 8252 §7.1: a domain name that the app's makers own, reversed.
PRIVATE_USE = re.compile(r"[a-z][a-z0-9-]{0,62}+(?:\.[a-z0-9-]{1,63}+){1,9}+")
#: The answer adds these to an address (RFC 6749 §4.1.2, RFC 9207 §2); a second one confuses.
OURS = {"code", "state", "iss", "error", "error_description", "error_uri", "response"}

Fault = Promise | str | None


def fault_of(uri: str, *, is_public: bool) -> Fault:
    """
    Return why ``uri`` cannot be an address of an application, in a sentence; None if it can.

    :param is_public: whether the application is public; apps on people's devices are.
    """
    if fault := _fault_of_text(uri):
        return fault
    scheme = uri.partition(":")[0]
    if scheme in {"http", "https"}:
        return _fault_of_web(uri)
    return _fault_of_private_use(uri, is_public=is_public)


def is_redirect_uri_of(registered: str, uri: str) -> bool:
    """
    Tell whether ``uri`` is one of ``registered``, separated by white space.

    On a loopback address the port may differ: an app on the person's own computer
    listens on a port that is free (RFC 8252 §7.3).
    """
    return _without_free_port(uri) in map(_without_free_port, registered.split())


def csp_source(uri: str) -> str:
    """
    Return the source by which ``form-action`` lets a browser go to ``uri``.

    That of a private-use scheme is the scheme with its colon; browsers ignore one with
    slashes, and then block the redirect.
    """
    parts = urlsplit(uri)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else f"{parts.scheme}:"


def is_private_use(uri: str) -> bool:
    return urlsplit(uri).scheme not in {"http", "https"}


def _without_free_port(uri: str) -> str:
    return FREE_PORT.sub(r"\1", uri)


def _fault_of_text(uri: str) -> Fault:
    scheme, colon, rest = uri.partition(":")
    if len(uri) > MAX_LENGTH:
        return _("An address has at most %(most)s characters.") % {"most": MAX_LENGTH}
    if GLUED.search(uri):
        return _("Separate addresses by a line break, not by a comma.")
    if not colon or not rest or rest[0].isdigit():  # the latter: a host with its port
        return _("Write the whole address, as in https://app.example/callback.")
    if not SCHEME.fullmatch(scheme):
        return _("Write the part before the colon in lower case, as in https:.")
    if "#" in uri:
        return _("An address has no part behind a #.")
    if not uri.isascii():
        return _fault_of_unicode(uri)
    if not CHARACTERS.fullmatch(uri):
        return _("The address has a character that must be percent-encoded.")
    if OURS & {name for name, _value in parse_qsl(urlsplit_query(uri), keep_blank_values=True)}:
        return _("The answer adds code, state, iss and error: leave them out of the address.")
    return None


def urlsplit_query(uri: str) -> str:
    return uri.partition("?")[2]


def _fault_of_unicode(uri: str) -> Fault:
    """Show the address as browsers send it: the host in punycode, the rest percent-encoded."""
    try:
        uri.encode()
    except UnicodeEncodeError:  # half of a character, which JSON can hold
        return _("The address has a character that must be percent-encoded.")
    try:
        parts = urlsplit(uri)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return _(
            "A host has letters, digits, hyphens and dots. Write other characters as punycode."
        )
    path, query = quote(parts.path, safe="/%:@!$&'()*+,;=~"), quote(parts.query, safe="=&%/?:@+")
    ascii_uri = f"{parts.scheme}://{host}{port}{path}{'?' if query else ''}{query}"
    return _("Browsers send it as %(address)s: write it like that.") % {"address": ascii_uri}


def _fault_of_web(uri: str) -> Fault:
    try:
        parts = urlsplit(uri)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # of the port, or of brackets without an IPv6 address between them
        return _("A port is a number from 1 to 65535, and an IPv6 address is written in brackets.")
    if not uri.startswith(f"{parts.scheme}://") or not host:
        return _("Write the whole address, as in https://app.example/callback.")
    if port == 0 or parts.netloc.endswith(":"):
        return _("A port is a number from 1 to 65535, and an IPv6 address is written in brackets.")
    if "@" in parts.netloc:
        return _("An address has no user name before its host.")
    if "[" in parts.netloc and not _is_ipv6(host):
        return _("A port is a number from 1 to 65535, and an IPv6 address is written in brackets.")
    if "[" not in parts.netloc and not all(map(LABEL.fullmatch, host.split("."))):
        return _(
            "A host has letters, digits, hyphens and dots. Write other characters as punycode."
        )
    if parts.scheme == "http" and host not in LOOPBACK:
        return _("http is for loopback (http://127.0.0.1); use https.")
    return None


def _is_ipv6(host: str) -> bool:
    """Brackets may hold the address of a future version too (RFC 3986 §3.2.2), which none has."""
    try:
        return bool(IPv6Address(host))
    except ValueError:
        return False


def _fault_of_private_use(uri: str, *, is_public: bool) -> Fault:
    scheme, _colon, path = uri.partition(":")
    if not PRIVATE_USE.fullmatch(scheme):
        return _(
            "An app's own scheme is a domain name of its makers, reversed, as in "
            "com.example.app:/callback."
        )
    if not path.startswith("/") or path.startswith("//"):
        return _("After an app's own scheme comes one slash, as in com.example.app:/callback.")
    if not is_public:
        return _("An app's own scheme is for public applications. Use https for a server.")
    return None
