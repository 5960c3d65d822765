"""A URL that names a service, and may hold a password: read strictly, and shown without it."""

import warnings
from collections.abc import Callable
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

from config.environment.options import KNOWN, read_option
from config.environment.values import wrong

_RESERVED = "In a password, write / as %2F, ? as %3F, # as %23, [ as %5B and @ as %40."


def options_of(name: str, value: str, query: str, service: str) -> dict[str, Any]:
    """Read what stands behind the ``?``; an empty text is a value as well."""
    found: dict[str, Any] = {}
    pairs = parse_qsl(query, keep_blank_values=True)
    names = [option.lower() for option, _given in pairs]
    for option, given in pairs:
        if names.count(option.lower()) > 1 or (given == "" and option.lower() != "options"):
            raise wrong(name, masked(value), f"Give its option {option!r} one value.")
        try:
            key, read = read_option(service, option, given)
        except LookupError:
            known = ", ".join(sorted(KNOWN[service]))
            raise wrong(
                name, masked(value), f"It has no option {option!r}, only {known}."
            ) from None
        except ValueError as error:
            raise wrong(name, masked(value), f"Its option {option!r} {error}.") from None
        found[key] = read
    return found


def split(name: str, value: str, remedy: str) -> SplitResult:
    try:
        parts = urlsplit(value)
    except ValueError:  # a bracket
        raise wrong(name, masked(value), f"{remedy} {_RESERVED}") from None
    behind = f"{parts.path}{parts.query}"
    is_cut = ":" in parts.netloc and "@" not in parts.netloc and "@" in behind
    if is_cut or "#" in value:
        # The password ended the host: the rest would be read as a path, or dropped.
        raise wrong(name, masked(value), f"{remedy} {_RESERVED}")
    if "," not in parts.netloc and not _has_a_port(parts):  # several hosts are PostgreSQL's way
        raise wrong(name, masked(value), remedy)
    return parts


def _has_a_port(parts: SplitResult) -> bool:
    try:
        return parts.port != 0  # None is the usual one
    except ValueError:
        return False


def parsed(
    parse: Callable[[str], dict[str, Any]], name: str, value: str, remedy: str
) -> dict[str, Any]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # one of them prints the password
            return parse(value)
    except Exception:  # django-environ raises whatever its parsing runs into
        # Not "from error", which would print what it says: a part of the password, perhaps.
        raise wrong(name, masked(value), remedy) from None


def masked(url: str) -> str:
    """
    Return ``url`` as it may be shown: start-up errors end in logs.

    Nothing between the scheme and the last ``@`` is shown, nor what follows a ``?``. If there
    is no ``@``, whatever follows a colon might be a password, unless it is a port.
    """
    scheme, separator, rest = url.partition("://") if "://" in url else ("", "", url)
    _credentials, at, after = rest.rpartition("@")
    after = after.partition("?")[0].partition("#")[0]
    if at:
        return f"{scheme}{separator}…@{after}"
    host, colon, tail = after.partition(":")
    number = tail.partition("/")[0]
    if colon and not (host and number.isdigit()) and not tail.startswith("memory:"):
        after = f"{host}:…"
    return f"{scheme}{separator}{after}"
