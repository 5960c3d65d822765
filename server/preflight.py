"""Checks that a server makes before it listens. Each says in one sentence what to do."""

import errno
import socket
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

LARGEST_SKEW = timedelta(minutes=1)  # between this machine's clock and the database's


def require_hosts() -> None:
    """:raises CommandError: where DEBUG is off and no host is named."""
    if not settings.ALLOWED_HOSTS:
        raise CommandError(
            "ALLOWED_HOSTS is not set. Name the hosts that this site answers to, as in "
            "ALLOWED_HOSTS=polls.example.com; for the demo, bin/run with DEBUG=on."
        )


def resolve(host: str, port: int) -> tuple[socket.AddressFamily, tuple[Any, ...]]:
    """
    The family and the numeric address to bind. ``host`` may be a name, ``::1`` or ``[::1]``.

    :raises CommandError: where ``host`` is no address.
    """
    try:
        found = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )
    except (OSError, UnicodeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise CommandError(
            f"BIND={host!r} is not an address ({reason}). "
            "Set it to an address of this machine: 127.0.0.1, ::1, or 0.0.0.0 for all of IPv4."
        ) from error
    family, _type, _protocol, _name, address = found[0]
    return family, address


def require_free(host: str, port: int, command: str) -> None:
    """:raises CommandError: where ``command`` could not listen there, with the cause."""
    family, address = resolve(host, port)
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise CommandError(_cause(error, host, port, command)) from error


def _cause(error: OSError, host: str, port: int, command: str) -> str:
    other = port + 1 if port < 65535 else 8000
    match error.errno:
        case errno.EADDRINUSE:
            return f"Port {port} is taken. Another: PORT={other} {command}"
        case errno.EACCES:
            return (
                f"Port {port} is for the administrator ({error.strerror}). "
                f"Put a proxy in front, and use a port from 1024: PORT=8000 {command}"
            )
        case errno.EADDRNOTAVAIL:
            return f"BIND={host!r} is not an address of this machine ({error.strerror})."
        case _:
            return f"{host}, port {port}: {error.strerror}."


def is_migration_due() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def require_clock_of_database() -> None:
    """
    A clock that is ahead makes everything look expired. SQLite has no other clock to ask.

    :raises CommandError: where the two differ by more than ``LARGEST_SKEW``.
    """
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        skew = timezone.now() - cursor.fetchone()[0]
    if abs(skew) > LARGEST_SKEW:
        where = "ahead of" if skew > timedelta() else "behind"
        raise CommandError(
            f"The clock of this machine is {abs(skew)} {where} "
            "the database's. Nothing was deleted: set the clocks first, then run this again."
        )
