import tempfile
from pathlib import Path

import pytest

from tests.live.conftest import data, launch, new_data, start  # noqa: F401  fixtures
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
