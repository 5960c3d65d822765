import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.live.conftest import (  # noqa: F401  fixtures
    ROOT,
    data,
    environment,
    launch,
    new_data,
    start,
)
from tests.server import own_postgresql

SERVING = {"ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "off", "MIGRATE": "1"}


@pytest.fixture(scope="package")
def production(start, data):  # noqa: F811
    """``bin/serve``, rehearsed on loopback without HTTPS."""
    return start("bin/serve", **SERVING, **data)


@pytest.fixture(scope="package")
def open_folder():
    """A folder that other users may come to; pytest closes its own, again and again."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="package")
def postgresql(open_folder):
    if reason := own_postgresql.why_not():
        pytest.skip(reason)
    server = own_postgresql.PostgreSQL(open_folder / "postgresql")
    yield server
    server.stop()


@pytest.fixture(scope="package")
def with_tables(postgresql):
    """``postgresql.new_database(with_tables)`` has all tables, without migrating each time."""
    url = postgresql.new_database()
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=environment(DEBUG="on", DATABASE_URL=url), check=True)
    return urlsplit(url).path.removeprefix("/")
