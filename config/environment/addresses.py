"""Names of hosts, origins and people's mailboxes."""

import re
from email.utils import parseaddr
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from config.environment.values import text, words, wrong

_DEFAULT_PORTS = {"http": 80, "https": 443}


def hosts(name: str, *, default: tuple[str, ...] = ()) -> list[str]:
    """Return host names such as ``polls.example.com``, or ``.example.com`` for all below it."""
    values = words(name, default=default)
    for value in values:
        # "*" would let a forged Host header into what the site says of itself. Django drops
        # the dot at the end of a request's host, so a name with one never matches.
        if not _is_host(value.removeprefix(".")):
            raise wrong(name, value, "List host names such as polls.example.com, no port.")
    return values


def _is_host(value: str) -> bool:
    return len(value) <= 253 and bool(
        re.fullmatch(
            r"[A-Za-z0-9_-]{1,63}+(\.[A-Za-z0-9_-]{1,63}+)*+|\[[0-9A-Fa-f:.]{2,45}+\]", value
        )
    )


def origins(name: str, *, subdomains: bool = False) -> list[str]:
    """
    Return origins such as ``https://app.example.com``, each as browsers write it.

    Browsers send scheme, host and port, in lower case and without a default port, and the
    two are compared as text: an origin that is written otherwise would never match.

    :param subdomains: whether ``https://*.example.com`` may stand for all below it.
    """
    values = words(name)
    for value in values:
        plain = value.replace("://*.", "://", 1) if subdomains else value
        if "*" in plain:
            raise wrong(
                name,
                value,
                "List each origin by its name, as in https://app.example.com; * matches none.",
            )
        if (origin := origin_of(plain)) is None:
            raise wrong(name, value, "List origins such as https://app.example.com, no path.")
        if origin != plain:
            raise wrong(name, value, f"Browsers send {origin}: write it so.")
    return values


def origin_of(value: str) -> str | None:
    """Return the origin in ``value`` as browsers write it, or None if it is more or less."""
    try:
        parts = urlsplit(value)
        number, host = parts.port, ascii_host(parts)
    except ValueError:
        return None
    is_more = parts.path or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in _DEFAULT_PORTS or is_more or value.endswith(("?", "#")):
        return None
    if not _is_host(host) or number == 0:
        return None
    suffix = "" if number in {None, _DEFAULT_PORTS[parts.scheme]} else f":{number}"
    return f"{parts.scheme}://{host}{suffix}"


def ascii_host(parts: SplitResult) -> str:
    """:raises ValueError: if the host has no form in ASCII."""
    host = parts.hostname or ""
    return f"[{host}]" if ":" in host else host.encode("idna").decode() if host else ""


def sender(name: str, *, default: str) -> str:
    """Return a mailbox such as ``no-reply@example.com`` or ``Polls <no-reply@example.com>``."""
    value = text(name, default)
    try:
        validate_email(parseaddr(value)[1])
    except ValidationError:
        remedy = "Set it to an email address such as Polls <no-reply@example.com>."
        raise wrong(name, value, remedy) from None
    return value
