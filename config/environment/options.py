"""The options behind the ``?`` of a service's URL: which there are, and of what type."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from config.environment.values import OFF, ON, whole

Reader = Callable[[str], Any]


def _text(value: str) -> str:
    return value


def _number(value: str) -> int:
    number = whole(value)
    if number is None:
        raise ValueError("takes a whole number")
    return number


def _number_or_off(value: str) -> int | None:
    return None if value.lower() == "off" else _number(value)


def _positive(value: str) -> int:
    if not (number := _number(value)):
        raise ValueError("takes a whole number from 1")
    return number


def _switch(value: str) -> bool:
    if value.lower() not in ON | OFF:
        raise ValueError("takes on or off")
    return value.lower() in ON


def _one_of(*values: str) -> Reader:
    def read(value: str) -> str:
        if value not in values:
            raise ValueError(f"takes one of {', '.join(values)}")
        return value

    return read


def _file(value: str) -> str:
    if value != "system" and not Path(value).is_file():
        raise ValueError(f"names no file that is there: {value}")
    return value


# Of libpq, those that do not name the caller, who stands before the host.
_LIBPQ = [
    *("application_name", "fallback_application_name", "gsslib", "host", "hostaddr"),
    *("krbsrvname", "options", "require_auth", "requirepeer", "service", "sslcrldir"),
]
# The passfile may be made later, and the others have to be there.
_LIBPQ_FILES = ["sslcert", "sslcrl", "sslkey", "sslrootcert"]
_TLS = ("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3")
_LIBPQ_WORDS: dict[str, tuple[str, ...]] = {
    "channel_binding": ("disable", "prefer", "require"),
    "gssencmode": ("disable", "prefer", "require"),
    "load_balance_hosts": ("disable", "random"),
    "ssl_max_protocol_version": _TLS,
    "ssl_min_protocol_version": _TLS,
    "sslcertmode": ("disable", "allow", "require"),
    "sslmode": ("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
    "sslnegotiation": ("postgres", "direct"),
    "target_session_attrs": (
        *("any", "read-write", "read-only", "primary", "standby", "prefer-standby"),
    ),
}
_LIBPQ_NUMBERS = [
    "connect_timeout",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "tcp_user_timeout",
]

# Of redis-py, those that do not change what the answers look like.
_REDIS = [
    *("client_name", "db", "health_check_interval", "max_connections", "protocol"),
    *("retry_on_timeout", "socket_connect_timeout", "socket_keepalive", "socket_timeout"),
    *("ssl_ca_certs", "ssl_ca_path", "ssl_cert_reqs", "ssl_certfile", "ssl_check_hostname"),
    *("ssl_keyfile", "timeout"),
]

KNOWN: dict[str, dict[str, Reader]] = {
    "postgresql": {
        **dict.fromkeys(_LIBPQ, _text),
        **dict.fromkeys(_LIBPQ_NUMBERS, _number),
        **dict.fromkeys(_LIBPQ_FILES, _file),
        **{option: _one_of(*values) for option, values in _LIBPQ_WORDS.items()},
        "passfile": _text,
        "prepare_threshold": _number_or_off,
        "pool": _switch,
        "server_side_binding": _switch,
        "conn_max_age": _number,
        "conn_health_checks": _switch,
        "disable_server_side_cursors": _switch,
    },
    "sqlite3": {
        "timeout": _number,
        "transaction_mode": _one_of("DEFERRED", "IMMEDIATE", "EXCLUSIVE"),
        "init_command": _text,
    },
    "email": {"timeout": _positive},
    # Their types are for redis-py to judge.
    "redis": dict.fromkeys(_REDIS, _text),
}
# Settings of Django's connection, not of the driver's.
_DJANGO = {"conn_max_age", "conn_health_checks", "disable_server_side_cursors"}


def read_option(service: str, name: str, value: str) -> tuple[str, Any]:
    """
    Return the option's key in Django's settings, and its value.

    :raises LookupError: if ``service`` has no such option.
    :raises ValueError: if it takes another type; the message says which.
    """
    read = KNOWN[service][name.lower()]
    key = name.lower()
    return (key.upper() if key in _DJANGO else key), read(value)
