"""bin/serve says what keeps it from starting, and serves without what may come later."""

import os
import pwd
import shutil
import socket
import stat
import subprocess
import sys
import sysconfig
import time
from pathlib import Path

import pytest
import requests

from tests.live.conftest import ROOT, environment, free_port, launch
from tests.server.clients import get, read, statuses
from tests.server.conftest import SERVING

NOBODY = "nobody"  # a user whom nothing of this project belongs to
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="needs root, to become another user")
SQLITE = {"DATABASE_URL": "sqlite://:memory:"}


def refusal(**settings: str) -> str:
    """The output of a bin/serve that does not start."""
    done = subprocess.run(
        ["bin/serve"],
        cwd=ROOT,
        env=environment(**{"PORT": str(free_port())} | SERVING | SQLITE | settings),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 1, done.stdout
    assert "Traceback" not in done.stderr
    return done.stderr


@pytest.mark.parametrize(
    ("bind", "words"),
    [
        ("nonsense.invalid", "BIND='nonsense.invalid' is not an address"),
        ("a b", "BIND='a b' is not an address"),
        ("." * 300, "is not an address"),
        ("192.0.2.1", "BIND='192.0.2.1' is not an address of this machine"),
    ],
)
def test_an_address_that_cannot_be_bound_is_named(bind, words):
    assert words in refusal(BIND=bind)


def test_a_port_that_is_taken_is_named_and_another_offered():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = refusal(PORT=str(port))
    assert f"Port {port} is taken" in said
    assert "PORT=" in said


def serve_on(address: str, family: socket.AddressFamily, log: Path, data: dict) -> list[int]:
    settings = SERVING | {"ALLOWED_HOSTS": "127.0.0.1,[::1]", "BIND": address}
    server = launch(["bin/serve"], log, **settings, **data)
    deadline = time.monotonic() + 120
    try:
        while True:
            client = socket.socket(family)
            host = "::1" if family == socket.AF_INET6 else "127.0.0.1"
            with client:
                if client.connect_ex((host, server.port)) == 0:
                    client.sendall(get("/livez", "Connection: close"))
                    return statuses(read(client, silence=10))
            assert server.process.poll() is None, server.output()
            assert time.monotonic() < deadline
            time.sleep(0.1)
    finally:
        server.stop()


@pytest.mark.parametrize("address", ["::1", "[::1]"])
def test_ipv6_is_served(address, data, tmp_path):
    if not Path("/proc/net/if_inet6").exists():
        pytest.skip("this machine has no IPv6")
    assert serve_on(address, socket.AF_INET6, tmp_path / "log", data) == [200]


def test_a_name_is_served(data, tmp_path):
    assert serve_on("localhost", socket.AF_INET, tmp_path / "log", data) == [200]


def is_open(path: Path) -> bool:
    """Whether everybody may come to ``path``."""
    return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)


@pytest.fixture(scope="module")
def tree(open_folder, production):
    """A copy of the project with its static files collected, which others may only read."""
    packages = Path(sysconfig.get_path("purelib"))
    pythons = [Path(sys.executable), Path(shutil.which("python3", path="/usr/bin") or "/none")]
    python = next((path for path in pythons if path.exists() and is_open(path)), None)
    if not (python and is_open(packages / "django")):
        pytest.skip("others may not come to this Python or its packages")
    folder = open_folder / "project"
    skipped = shutil.ignore_patterns(
        ".git", ".venv*", ".env", ".*_cache", "node_modules", "tests", "*.pyc.*"
    )
    shutil.copytree(ROOT, folder, ignore=skipped)
    subprocess.run([python, "-m", "venv", "--without-pip", folder / ".venv"], check=True)
    own = next(folder.glob(".venv/lib/python*/site-packages"))
    own.rmdir()
    own.symlink_to(packages)
    works = [folder / ".venv/bin/python", "-c", "import argon2, django, psycopg, redis"]
    if subprocess.run(works, capture_output=True, check=False).returncode:
        pytest.skip(f"others may come to {python} only, which is not the one of these packages")
    shutil.copy(folder / "requirements.txt", folder / ".venv")
    return folder


@pytest.fixture(scope="module")
def data_of_nobody(open_folder, migrated):
    folder = open_folder / "data"
    folder.mkdir()
    shutil.copy(migrated, folder / "db.sqlite3")
    for path in (folder, folder / "db.sqlite3"):
        shutil.chown(path, NOBODY)
    return {"DATABASE_URL": f"sqlite:///{folder}/db.sqlite3"}


def as_nobody(tree: Path, **settings: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        ["bin/serve"],
        cwd=tree,
        env=environment(**SERVING | SQLITE | settings) | {"HOME": "/nonexistent"},
        user=NOBODY,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def everything(folder: Path) -> set[tuple[str, int, float]]:
    found = set()
    for path in folder.rglob("*"):
        status = path.lstat()
        if not stat.S_ISDIR(status.st_mode):
            found.add((str(path), status.st_size, status.st_mtime))
    return found


@needs_root
@pytest.mark.parametrize("record", ["as we left it", "removed"])
def test_a_user_who_does_not_own_the_tree_serves_it_and_writes_nothing(
    record, tree, data_of_nobody
):
    if record == "removed":  # the files were collected by manage.py collectstatic
        (tree / "staticfiles.lock").unlink()
    before, port = everything(tree), str(free_port())
    process = as_nobody(tree, PORT=port, **data_of_nobody)
    try:
        deadline = time.monotonic() + 120
        while True:
            assert process.poll() is None, process.stdout.read()
            try:
                page = requests.get(f"http://127.0.0.1:{port}/accounts/auth/", timeout=10)
                break
            except requests.ConnectionError:
                assert time.monotonic() < deadline
                time.sleep(0.2)
        assert page.status_code == 200
    finally:
        process.terminate()
        process.wait(40)
    assert everything(tree) == before


@needs_root
def test_a_port_of_the_administrator_is_named(tree):
    if int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) <= 80:
        pytest.skip("everybody may use port 80 on this machine")
    process = as_nobody(tree, PORT="80")
    said = process.communicate(timeout=120)[0]
    assert process.returncode == 1
    assert "Port 80 is for the administrator" in said
    assert "PORT=8000" in said


def test_the_user_nobody_exists():
    assert pwd.getpwnam(NOBODY).pw_uid != 0
