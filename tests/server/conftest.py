import pytest

from tests.live.conftest import data, launch, new_data, start  # noqa: F401  fixtures

SERVING = {"ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "off", "MIGRATE": "1"}


@pytest.fixture(scope="package")
def production(start, data):  # noqa: F811
    """``bin/serve``, rehearsed on loopback without HTTPS."""
    return start("bin/serve", **SERVING, **data)
