"""``bin/serve`` with one user and one application, and the programs that npm brings."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import pytest

from tests.live.conftest import ROOT, data, environment, new_data, start  # noqa: F401  fixtures

HERE = Path(__file__).resolve().parent
PASSWORD = "correct horse battery"
PATIENCE = 120  # seconds
MAKE_ALICE = f"""
from django.contrib.auth import get_user_model
get_user_model().objects.create_user("alice", password="{PASSWORD}")
"""


@pytest.fixture(scope="package")
def site(start, data):  # noqa: F811
    server = start(
        "bin/serve",
        ALLOWED_HOSTS="127.0.0.1",
        HTTPS="off",
        MIGRATE="1",
        WEB_CONCURRENCY="1",
        **data,
    )

    def manage(*arguments: str) -> str:
        return run(sys.executable, "manage.py", *arguments, env=environment(**server.settings))

    manage("shell", "-v", "0", "-c", MAKE_ALICE)
    printed = manage("createapp", "--name", "Clients")
    client_id, secret = re.findall(r"client_\w+: (\S+)", printed)
    return SimpleNamespace(url=server.url, client_id=client_id, client_secret=secret)


@pytest.fixture(scope="session")
def npm():
    """``npm("newman")``: the path of a program that ``npm ci`` installed here."""
    bin_ = HERE / "node_modules" / ".bin"
    if not (shutil.which("node") and bin_.is_dir()):
        do_without("npm ci --ignore-scripts was not run in tests/clients")
    return lambda name: str(bin_ / name)


@pytest.fixture
def go(tmp_path, pytestconfig):
    """
    ``go("vet", "./...")`` in ``tmp_path``, where nothing can be downloaded.

    Go keeps what it compiled in pytest's cache, and finds it again by its content.
    """
    if not (shutil.which("go") and shutil.which("java")):
        do_without("no Go or no Java here: apt-get install golang-go default-jre-headless")
    settings = {"GOCACHE": str(pytestconfig.cache.mkdir("go")), "GOPROXY": "off", "GOFLAGS": ""}
    # No C compiler is needed, and to compile takes a third less time with fewer collections.
    env = os.environ | settings | {"CGO_ENABLED": "0", "GOGC": "400"}
    return lambda *arguments: run("go", *arguments, cwd=tmp_path, env=env)


def do_without(reason: str) -> NoReturn:
    """Skip the test; or let it fail where nothing may be skipped, as in CI."""
    if os.environ.get("REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def run(*command: str, cwd: Path = ROOT, env: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
