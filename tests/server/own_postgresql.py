"""A PostgreSQL server that a test may freeze, kill and start again: never the shared one."""

import os
import pwd
import secrets
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psycopg

from tests.live.conftest import free_port

# Debian keeps them out of the PATH.
FOLDERS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
INITDB = shutil.which("initdb") or next((f"{f}/initdb" for f in FOLDERS if f.exists()), None)
# PostgreSQL refuses to run as root.
USER = "postgres" if os.geteuid() == 0 else None


def why_not() -> str:
    """Why there can be none on this machine; empty where there can."""
    if not INITDB:
        return "PostgreSQL's initdb is not installed"
    try:
        return "" if USER is None else pwd.getpwnam(USER) and ""
    except KeyError:
        return "root cannot run PostgreSQL, and there is no user postgres"


class PostgreSQL:
    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder / "data", free_port()
        self.log = folder / "log"
        folder.mkdir()
        if USER:
            shutil.chown(folder, USER)
        self._run(INITDB, "-D", self.folder, "-U", "postgres", "-A", "trust", "-N")
        self.start()

    def url(self, name: str = "postgres") -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/{name}"

    def new_database(self, template: str = "template1") -> str:
        """The URL of a new one, which is empty or a copy of another."""
        name = f"test_{secrets.token_hex(4)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def _run(self, *command: object) -> None:
        subprocess.run(
            [str(word) for word in command], user=USER, check=True, stdout=subprocess.DEVNULL
        )

    def start(self) -> None:
        binary = Path(INITDB).resolve().parent / "postgres"
        self.process = subprocess.Popen(
            [binary, "-D", self.folder, "-p", str(self.port), "-k", self.folder, "-h", "127.0.0.1"],
            user=USER,
            stdout=self.log.open("a"),
            stderr=subprocess.STDOUT,
        )
        deadline = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                assert time.monotonic() < deadline, self.log.read_text()
                time.sleep(0.1)

    def signal(self, number: signal.Signals) -> None:
        """To the server and to all the processes that serve a connection."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        for pid in (self.process.pid, *map(int, children.read_text().split())):
            with suppress(ProcessLookupError):  # its connection was closed meanwhile
                os.kill(pid, number)

    def stop(self) -> None:
        """At once, and also where it is frozen; ``start()`` starts it again."""
        if self.process.poll() is None:
            self.signal(signal.SIGCONT)
            self.process.send_signal(signal.SIGINT)  # a fast shutdown
            self.process.wait(30)
