"""bin/serve while PostgreSQL says nothing: some answer at once, nobody waits for long."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import requests
from django.conf import settings

from tests.web.databases.relay import Relay

pytestmark = pytest.mark.database

ENDURED = 5  # seconds until a client has its answer, whatever the database does
AT_ONCE = 1  # seconds for what needs no database
BACK = 1.5  # seconds: a database that was away is asked again after one
PATHS = ["/polls/api/questions", "/polls/", "/accounts/auth/", "/readyz"]


@pytest.fixture(scope="module")
def relay():
    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("postgresql"):
        pytest.skip("needs PostgreSQL: set DATABASE_URL")
    relay = Relay(database["HOST"] or "127.0.0.1", int(database["PORT"] or 5432))
    yield relay
    relay.close()


@pytest.fixture(scope="module")
def server(relay, start, data):
    url = urlsplit(data["DATABASE_URL"])
    by_relay = url._replace(netloc=f"{url.username}@127.0.0.1:{relay.port}").geturl()
    serving = {"ALLOWED_HOSTS": "127.0.0.1", "HTTPS": "off", "MIGRATE": "1"}
    return start("bin/serve", **data | serving | {"DATABASE_URL": by_relay})


def ask(server, path, *, patience=ENDURED):
    headers = {"Authorization": f"Token {'9' * 40}"} if "/api/" in path else {}
    headers |= {"Cookie": f"sessionid={'a' * 32}"} if path == "/polls/" else {}
    return requests.get(server.url + path, headers=headers, timeout=patience, allow_redirects=False)


def test_a_frozen_database_holds_up_nobody_for_long(server, relay):
    assert [ask(server, path).status_code for path in PATHS] == [401, 302, 200, 200]
    relay.freeze()
    with ThreadPoolExecutor(24) as clients:
        waiting = [clients.submit(ask, server, path) for path in PATHS[:2] * 12]
        for _ in range(10):
            assert ask(server, "/livez", patience=AT_ONCE).status_code == 200
            assert ask(server, "/static/nothing.css", patience=AT_ONCE).status_code == 404
        for answer in (each.result() for each in waiting):
            assert answer.status_code == 503
            assert int(answer.headers["Retry-After"]) > 0
    assert ask(server, "/readyz", patience=3).json()["database"] == "away"
    relay.wake()
    time.sleep(BACK)
    assert [ask(server, path).status_code for path in PATHS] == [401, 302, 200, 200]
