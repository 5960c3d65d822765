"""Names of hosts, origins and people's mailboxes."""

import re
from email.utils import parseaddr
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from django.http.request import validate_host

from config.environment.values import port, text, words, wrong

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
        if (origin := _origin(plain)) is None:
            raise wrong(name, value, "List origins such as https://app.example.com, no path.")
        if origin != plain:
            raise wrong(name, value, f"Browsers send {origin}: write it so.")
    return values


def _origin(value: str) -> str | None:
    """Return the origin in ``value`` as browsers write it, or None if it is more or less."""
    try:
        parts = urlsplit(value)
        number, host = parts.port, _ascii(parts)
    except ValueError:
        return None
    is_more = parts.path or parts.query or parts.fragment or "@" in parts.netloc
    if parts.scheme not in _DEFAULT_PORTS or is_more or value.endswith(("?", "#")):
        return None
    if not _is_host(host) or number == 0:
        return None
    suffix = "" if number in {None, _DEFAULT_PORTS[parts.scheme]} else f":{number}"
    return f"{parts.scheme}://{host}{suffix}"


def _ascii(parts: SplitResult) -> str:
    """:raises ValueError: if the host has no form in ASCII."""
    host = parts.hostname or ""
    return f"[{host}]" if ":" in host else host.encode("idna").decode() if host else ""


def issuer(name: str, *, allowed: list[str], https: bool) -> str:
    """
    Return the site's own address, such as ``https://polls.example.com``.

    Discovery documents, redirects and links in mails are made of it, and of no request's
    Host header: a client chooses that, and a cache would hand its choice to others.

    Without the variable it is the first of ``allowed``, those of ALLOWED_HOSTS.
    """
    remedy = "Set it to this site's own address, such as https://polls.example.com."
    value = text(name)
    if not value:
        return _usual_issuer(name, remedy, allowed=allowed, https=https)
    if (origin := _origin(value)) is None:
        raise wrong(name, value, remedy)
    if origin != value:
        raise wrong(name, value, f"Write it as {origin}: clients compare it as text.")
    if https and not value.startswith("https:"):
        raise wrong(name, value, "HTTPS is on, so it begins with https://.")
    host = _ascii(urlsplit(value))
    if allowed and not validate_host(host, allowed):
        raise wrong(name, value, f"ALLOWED_HOSTS does not have {host}: add it there.")
    return value


def _usual_issuer(name: str, remedy: str, *, allowed: list[str], https: bool) -> str:
    full = [host.lower() for host in allowed if not host.startswith(".")]
    if allowed and not full:
        raise ImproperlyConfigured(
            f"{name} is not set, and ALLOWED_HOSTS has no full name. {remedy}"
        )
    host = full[0] if full else "localhost"
    if https:
        return f"https://{host}"
    return f"http://{host}" if port() == 80 else f"http://{host}:{port()}"


def sender(name: str, *, default: str) -> str:
    """Return a mailbox such as ``no-reply@example.com`` or ``Polls <no-reply@example.com>``."""
    value = text(name, default)
    try:
        validate_email(parseaddr(value)[1])
    except ValidationError:
        remedy = "Set it to an email address such as Polls <no-reply@example.com>."
        raise wrong(name, value, remedy) from None
    return value
