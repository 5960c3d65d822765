"""The database, Redis and the mail server, each named by a URL that may hold a password."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, urlsplit

import environ
from redis import ConnectionPool

from config.environment.options import KNOWN, read_option
from config.environment.values import text, whole, wrong

_RESERVED = "In a password, write / as %2F, ? as %3F, # as %23, [ as %5B and @ as %40."
_MAIL_PORTS = {"smtp": 25, "smtps": 587, "smtp+tls": 587, "smtp+ssl": 465}
_OTHER_MAIL = {"consolemail", "dummymail", "filemail", "memorymail"}


def database_url(name: str, *, default: str, options: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """
    Return Django's settings of the database.

    :param options: for each engine the options that it gets unless the URL says otherwise.
    """
    remedy = "Use sqlite:////path/to/file or postgres://user:password@host:5432/name."
    value = text(name, default)
    is_memory = value == "sqlite://:memory:"
    parts = SplitResult("sqlite", "", "", "", "") if is_memory else _split(name, value, remedy)
    database = _parsed(environ.Env.db_url_config, name, value, remedy)
    engine = str(database.get("ENGINE")).rpartition(".")[2]
    is_file = value.startswith("sqlite:///") and parts.path.strip("/") and parts.path[-1] != "/"
    if engine not in options or (engine == "sqlite3" and not (is_file or is_memory)):
        raise wrong(name, masked(value), remedy)
    given = _options(name, value, parts.query, engine)
    if is_file and not (folder := Path(database["NAME"]).parent).is_dir():
        raise wrong(name, masked(value), f"There is no folder {folder}. Make it first.")
    if engine == "postgresql":
        if not database["NAME"] and "service" not in given:
            raise wrong(name, masked(value), f"It names no database. {remedy}")
        given = _with_pool(name, value, _with_server_options(given, options[engine]))
    database["ENGINE"] = f"web.databases.{engine}"
    # Django's own settings of a connection are in capitals.
    database |= {option: given.pop(option) for option in list(given) if option.isupper()}
    database["OPTIONS"] = options[engine] | given
    return database


def _with_server_options(given: dict[str, Any], usual: dict[str, Any]) -> dict[str, Any]:
    """Put the operator's ``-c`` settings behind ours: PostgreSQL takes the last of each."""
    if given.get("options"):
        return given | {"options": f"{usual['options']} {given['options']}"}
    return given  # an empty one switches ours off, as some poolers need


def _with_pool(name: str, value: str, given: dict[str, Any]) -> dict[str, Any]:
    """Django refuses a pool beside connections that are kept."""
    if given.get("pool") and given.get("CONN_MAX_AGE"):
        raise wrong(name, masked(value), "With a pool, conn_max_age has to be 0.")
    return {"CONN_MAX_AGE": 0 if given.get("pool") else 600, "CONN_HEALTH_CHECKS": True} | given


def redis_url(name: str) -> str:
    remedy = "Use redis://host:6379/0 or rediss:// for TLS."
    value = text(name)
    if not value:
        return ""
    parts = _split(name, value, remedy)
    number = parts.path.strip("/")
    is_sound = parts.scheme in {"redis", "rediss"} and parts.hostname
    if not is_sound or (number and whole(number) is None):
        raise wrong(name, masked(value), remedy)
    _options(name, value, parts.query, "redis")
    try:
        ConnectionPool.from_url(value).make_connection()  # nothing is sent yet
    except Exception:  # redis-py raises whatever an option runs into
        raise wrong(name, masked(value), f"redis-py does not take its options. {remedy}") from None
    return value


def email_url(name: str, *, default: str, timeout: int) -> dict[str, Any]:
    """
    Return Django's EMAIL settings.

    :param timeout: seconds to wait for a mail server that says nothing.
    """
    remedy = "Use smtp+tls://user:password@host:587, filemail:///path or consolemail://."
    value = text(name, default)
    parts = _split(name, value, remedy)
    if parts.scheme in _MAIL_PORTS:
        is_sound = bool(parts.hostname) and parts.path in {"", "/"}
    else:
        is_sound = parts.scheme in _OTHER_MAIL
        is_sound = is_sound and (parts.scheme != "filemail" or bool(parts.path.strip("/")))
    if not is_sound:
        raise wrong(name, masked(value), remedy)
    given = _options(name, value, parts.query, "email")
    email = _parsed(environ.Env.email_url_config, name, value.partition("?")[0], remedy)
    if value.startswith("filemail:///"):
        email["EMAIL_FILE_PATH"] = "/" + email["EMAIL_FILE_PATH"].lstrip("/")  # it came relative
    email["EMAIL_PORT"] = email["EMAIL_PORT"] or _MAIL_PORTS.get(parts.scheme, 25)
    return email | {"EMAIL_TIMEOUT": given.get("timeout", timeout)}


def _options(name: str, value: str, query: str, service: str) -> dict[str, Any]:
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


def _split(name: str, value: str, remedy: str) -> SplitResult:
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


def _parsed(
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
