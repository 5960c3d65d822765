"""Checks that a server makes before it listens. Each says in one sentence what to do."""

import socket

from django.conf import settings
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def require_hosts() -> None:
    """:raises CommandError: where DEBUG is off and no host is named."""
    if not settings.ALLOWED_HOSTS:
        raise CommandError(
            "ALLOWED_HOSTS is not set. Name the hosts that this site answers to, as in "
            "ALLOWED_HOSTS=polls.example.com; for the demo, bin/run with DEBUG=on."
        )


def require_free(host: str, port: int, command: str) -> None:
    host = host.strip("[]")
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} is taken ({error.strerror}). Another: PORT={port + 1} {command}"
            ) from error


def is_migration_due() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
