"""Servers as a stranger starts them: bin/run and bin/serve, each on a port of its own."""

import os
import re
import secrets
import shutil
import signal
import socket
import subprocess
import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
import redis
import requests

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 60  # seconds until a server that says nothing counts as broken
KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")
SECRET_KEY = "a-key-for-servers-in-tests-with-more-than-fifty-characters"


@dataclass
class Server:
    process: subprocess.Popen
    settings: dict[str, str]
    log: Path

    @property
    def port(self) -> int:
        return int(self.settings["PORT"])

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def output(self) -> str:
        return self.log.read_text()

    def wait(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                requests.get(f"{self.url}/livez", timeout=1)
            except requests.RequestException:
                time.sleep(0.05)
            else:
                return
        self.stop()
        pytest.fail(f"The server did not come up:\n{self.output()}")

    def stop(self) -> int:
        """End it as Ctrl-C does."""
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGINT)
        return self.process.wait(PATIENCE)


@dataclass
class Data:
    """A database of a server's own, of the kind that the suite runs on; and its Redis."""

    folder: Path
    migrated: Path | str | None  # SQLite's file, or PostgreSQL's name, of a database to begin with

    def __enter__(self) -> dict[str, str]:
        self.name = f"live_{secrets.token_hex(6)}"
        self.url = os.environ.get("DATABASE_URL", "")
        settings = {"DATABASE_URL": f"sqlite:///{self.folder}/db.sqlite3"}
        if self.url.startswith("postgres"):
            template = f'TEMPLATE "{self.migrated}"' if self.migrated else ""
            self._admin(f"CREATE DATABASE {self.name} {template}")
            settings["DATABASE_URL"] = urlsplit(self.url)._replace(path=f"/{self.name}").geturl()
        elif self.migrated:
            shutil.copy(self.migrated, self.folder / "db.sqlite3")
        if redis_url := os.environ.get("REDIS_URL"):
            settings["REDIS_URL"] = urlsplit(redis_url)._replace(path="/15").geturl()
            with redis.Redis.from_url(settings["REDIS_URL"]) as client:
                for key in client.scan_iter("attempts*"):
                    client.delete(key)
        return settings

    def __exit__(self, *failure) -> None:
        if self.url.startswith("postgres"):
            self._admin(f"DROP DATABASE {self.name} WITH (FORCE)")

    def _admin(self, statement: str) -> None:
        url = urlsplit(self.url)._replace(path="/postgres").geturl()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(statement)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def environment(**settings: str) -> dict[str, str]:
    """The environment of a server: no settings of the shell, except how to find programs."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    return kept | {"ENV_FILE": "off", "SECRET_KEY": SECRET_KEY} | settings


def launch(command: list[str], log: Path, **settings: str) -> Server:
    settings = {"PORT": str(free_port()), "DEMO_PROVIDER_PORT": "0"} | settings
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment(**settings),
        stdin=subprocess.DEVNULL,
        stdout=log.open("w"),
        stderr=subprocess.STDOUT,
        start_new_session=True,
        # A shell that starts things in the background has them ignore Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    return Server(process, settings, log)


@pytest.fixture(scope="session")
def start(tmp_path_factory):
    """Start servers: ``start("bin/run", TOKEN_EXPIRE_TIME="4")``. They end with the session."""
    with ExitStack() as stack:

        def starter(*command: str, **settings: str) -> Server:
            log = tmp_path_factory.mktemp("server") / "log"
            server = launch([*command], log, **settings)
            stack.callback(server.stop)
            server.wait()
            return server

        yield starter


@pytest.fixture(scope="session")
def new_data(tmp_path_factory, request):
    """``new_data()``: settings that name a new database, which has tables unless ``empty``."""
    is_postgresql = os.environ.get("DATABASE_URL", "").startswith("postgres")
    migrated = request.getfixturevalue("template" if is_postgresql else "migrated")
    with ExitStack() as stack:

        def settings_of_new(*, empty: bool = False) -> dict[str, str]:
            data = Data(tmp_path_factory.mktemp("data"), None if empty else migrated)
            return stack.enter_context(data)

        yield settings_of_new


@pytest.fixture(scope="session")
def data(new_data):
    """A database for the servers that need none of their own: migrated once, not each time."""
    return new_data()


@pytest.fixture(scope="session")
def demo(start, new_data) -> Server:
    """The server and the credentials that ``bin/run`` gives a stranger."""
    port = str(free_port())
    return start("bin/run", "--noreload", DEBUG="on", DEMO_PROVIDER_PORT=port, **new_data())


@pytest.fixture(scope="session")
def production(start, data) -> Server:
    """``bin/serve``, rehearsed on loopback without HTTPS."""
    return start("bin/serve", ALLOWED_HOSTS="127.0.0.1", HTTPS="off", MIGRATE="1", **data)


@pytest.fixture
def token(demo) -> str:
    """The one that ``bin/run`` prints."""
    return re.search(r"Authorization: Token (dar_\w+)", demo.output())[1]
