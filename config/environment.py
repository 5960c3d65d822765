"""
Strict readers for the environment.

A reader returns the value or stops the start with one sentence that names the
variable, the value and the remedy. django-environ alone would read
``DEBUG=yess`` as off and go on.
"""

import os
import re
import warnings
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import environ
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.core.exceptions import ImproperlyConfigured

_KEY_REMEDY = "Set it to an RSA key in PEM form; make one with: openssl genrsa 2048"
_ON = {"on", "true", "yes", "1"}
_OFF = {"off", "false", "no", "0"}


def load_env_file(path: Path) -> None:
    """Read ``path`` into the environment; what is set already wins."""
    if os.environ.get("ENV_FILE", "on") not in _OFF:
        environ.Env.read_env(path)


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def required_text(name: str, remedy: str) -> str:
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set. {remedy}")
    return value


def secret_key(name: str, *, strict: bool) -> str:
    """
    The key that signs sessions and links. ``strict``: none that could be guessed.

    The bounds are those of Django's check W009, which only warns.
    """
    remedy = "Set it to 50 or more random characters, the same on every node."
    value = required_text(name, remedy)
    if strict and (len(value) < 50 or len(set(value)) < 5 or "insecure" in value):
        raise _wrong(name, "…", f"It is too weak. {remedy}")
    return value


def boolean(name: str, *, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value not in _ON | _OFF:
        raise _wrong(name, value, "Set it to on or off.")
    return value in _ON


def integer(name: str, *, default: int, minimum: int, maximum: int, remedy: str) -> int:
    value = text(name)
    if not value:
        return default
    # isascii: int() also takes digits of other scripts, underscores and signs.
    if not (value.isascii() and value.isdigit() and len(value) <= 18):
        raise _wrong(name, value, remedy)
    if not minimum <= int(value) <= maximum:
        raise _wrong(name, value, remedy)
    return int(value)


def port() -> int:
    """Where ``bin/run`` and ``bin/serve`` listen."""
    return integer(
        "PORT",
        default=8000,
        minimum=1,
        maximum=65535,
        remedy="Set it to a free port, from 1 to 65535.",
    )


def words(name: str, *, default: tuple[str, ...] = ()) -> list[str]:
    """Split at commas; blanks fall away."""
    return [word.strip() for word in text(name).split(",") if word.strip()] or list(default)


def hosts(name: str, *, default: tuple[str, ...] = ()) -> list[str]:
    """``polls.example.com``, or ``.example.com`` for all below it."""
    values = words(name, default=default)
    for value in values:
        # "*" would let a forged Host header into the links of our mails.
        if not re.fullmatch(
            r"\.?[A-Za-z0-9_-]++(\.[A-Za-z0-9_-]++)*+\.?|\[[0-9A-Fa-f:.]++\]", value
        ):
            raise _wrong(name, value, "List host names such as polls.example.com, no port.")
    return values


def origins(name: str) -> list[str]:
    """``https://app.example.com`` or with a port: a scheme and a host, no path."""
    values = words(name)
    for value in values:
        parts = urlsplit(value)
        if parts.scheme not in {"http", "https"} or not parts.netloc or parts.path:
            raise _wrong(name, value, "List origins such as https://app.example.com, no path.")
    return values


def key_and_secret(name: str) -> dict[str, str]:
    """``<name>_KEY`` and ``<name>_SECRET``, by these names; both or neither."""
    values = {variable: text(variable) for variable in (f"{name}_KEY", f"{name}_SECRET")}
    given = [variable for variable, value in values.items() if value]
    if len(given) == 1:
        (missing,) = values.keys() - given
        raise ImproperlyConfigured(
            f"{missing} is not set, but {given[0]} is. "
            "Set both, as the provider gave them to you, or neither."
        )
    return values if given else {}


def private_key(name: str) -> str:
    """An RSA key of 2048 bits or more as PEM; line ends may be written as ``\\n``."""
    keys = private_keys(name)
    if len(keys) > 1:
        raise _wrong(name, "…", "Set it to one key.")
    return keys[0] if keys else ""


def private_keys(name: str) -> list[str]:
    """Any number of keys as ``private_key`` reads them, one after the other."""
    value = text(name).replace("\\n", "\n")
    blocks = re.findall(
        r"-----BEGIN [A-Z ]{1,40}+-----[A-Za-z0-9+/=\s]++-----END [A-Z ]{1,40}+-----", value
    )
    try:
        keys = [load_pem_private_key(block.encode(), None) for block in blocks]
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:  # TypeError: it is encrypted
        raise _wrong(name, "…", _KEY_REMEDY) from error
    are_good = all(isinstance(key, RSAPrivateKey) and key.key_size >= 2048 for key in keys)
    if (value and not keys) or not are_good:
        raise _wrong(name, "…", _KEY_REMEDY)
    return blocks


def database_url(name: str, *, default: str) -> dict:
    remedy = "Use sqlite:////path/to/file or postgres://user:password@host:5432/name."
    database = _parsed(environ.Env.db_url_config, name, default, remedy)
    if database.get("ENGINE") not in {
        "django.db.backends.sqlite3",
        "django.db.backends.postgresql",
    }:
        raise _wrong(name, _masked(text(name)), remedy)
    return database


def email_url(name: str, *, default: str) -> dict:
    remedy = "Use smtp+tls://user:password@host:587, filemail:///path or consolemail://."
    email = _parsed(environ.Env.email_url_config, name, default, remedy)
    if text(name).startswith("filemail:///"):
        email["EMAIL_FILE_PATH"] = "/" + email["EMAIL_FILE_PATH"].lstrip("/")  # it came relative
    return email


def redis_url(name: str) -> str:
    value = text(name)
    if value and not (urlsplit(value).scheme in {"redis", "rediss"} and urlsplit(value).hostname):
        raise _wrong(name, _masked(value), "Use redis://host:6379/0 or rediss:// for TLS.")
    return value


def _parsed(parse: Callable[[str], dict], name: str, default: str, remedy: str) -> dict:
    value = text(name, default)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # one of them prints the password
            return parse(value)
    except Exception as error:  # django-environ raises whatever its parsing runs into
        raise _wrong(name, _masked(value), remedy) from error


def _masked(url: str) -> str:
    """A URL may carry a password, and start-up errors end in logs."""
    before, at, after = url.partition("?")[0].rpartition("@")
    return f"{before.partition('://')[0]}://…@{after}" if at else after


def _wrong(name: str, value: str, remedy: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}={value!r} is not valid. {remedy}")
