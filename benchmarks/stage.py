"""The databases, filled, and every server on them."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from benchmarks import data, servers
from benchmarks.servers import Server

USERS, QUESTIONS, VOTES = 20_000, 1_000, 8_000
DJANGO_PEERS = ["knox", "simplejwt", "dot", "ninja", "bare"]
FASTAPI_PEERS = ["fastapi_sqlalchemy", "fastapi_asyncpg"]


@dataclass
class Stage:
    """Two databases on one PostgreSQL, <prefix>_service and <prefix>_peers, and who serves them."""

    url: str  # of any database there
    prefix: str
    servers: dict[str, Server] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)  # credentials, by kind
    theirs: dict[str, str] = field(default_factory=dict)

    def __enter__(self) -> Stage:
        self.stack = ExitStack()
        own, peers = self.database("service"), self.database("peers")
        servers.manage(own, "migrate", "--verbosity=0")
        for more in ([], ["--run-syncdb"]):  # whose tables refer to those of the first
            servers.run_peer(peers, "django", "migrate", "--verbosity=0", *more)
        data.fill_service(own, users=USERS, size=QUESTIONS, votes=VOTES)
        data.fill_peers(peers, users=USERS, size=QUESTIONS)
        data.forget_votes(own, peers, size=QUESTIONS)
        self.own = self.credentials(own)
        self.theirs = json.loads(servers.run_peer(peers, "benchmarks.peers.credentials"))
        self.start(servers.service(own))  # alone, because its start is timed
        self.start(servers.django_peer("stock", peers))
        self.start(
            *(servers.django_peer(name, peers) for name in DJANGO_PEERS),
            *(servers.fastapi_peer(name, peers) for name in FASTAPI_PEERS),
        )
        return self

    def __exit__(self, *failure: object) -> None:
        self.stack.close()

    def start(self, *started: Server) -> None:
        """Wait until all of them answer."""
        for server in started:
            self.stack.callback(server.stop)
            self.servers[server.name] = server
        for server in started:
            server.wait()

    def database(self, name: str) -> str:
        """Return the URL of this database, which is made where it is missing."""
        full = f"{self.prefix}_{name}"
        with psycopg.connect(self.url, autocommit=True) as connection:
            known = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not connection.execute(known, [full]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(full)))
        return urlsplit(self.url)._replace(path=f"/{full}").geturl()

    @staticmethod
    def credentials(url: str) -> dict[str, Any]:
        """Make and return those of the first user of the service."""
        found: dict[str, Any] = json.loads(servers.run_own(url, "benchmarks.credentials"))
        return found
