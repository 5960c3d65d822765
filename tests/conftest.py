"""
The cast: Alice owns, Bob votes, Charlie must see nothing, Ada administers.

Each signs in with the user name in lower case and ``PASSWORD``.
"""

import fcntl
import gc
import hashlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import Future
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.servers.basehttp import WSGIRequestHandler
from django.db import connection
from django.test import Client, override_settings
from rest_framework.test import APIClient

import accounts.mail
import demo.provider
from accounts import counters
from accounts.trail import triggers

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "correct horse battery"
#: Folders whose tests start browsers, servers or other programs; ``bin/test --quick`` skips them.
SLOW = {"browser", "clients", "lift", "live", "server"}
QUICK_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"
#: Folders and files of which ``--first-rows`` takes all rows: a second database may answer
#: otherwise.
DATABASE = {
    *("test_restores.py", "databases", "hot", "trail", "texts", "tallies", "races", "searching"),
    *("test_names.py", "test_writing_names.py", "test_names_in_sql.py", "test_new_names.py"),
    "test_keys_of_addresses.py",
}
#: As these: their rows are the branches of a rule, take no time, and count for the coverage.
BRANCHES = {
    *("config", "manual", "assertions", "test_redirect_addresses.py", "test_dpop_proofs.py"),
    *("test_registering_addresses.py", "test_addresses_of_apps.py", "test_client_documents.py"),
    *("test_addresses_past_the_rules.py", "test_networks.py", "test_no_networks.py"),
    *("test_calling_from_networks.py", "test_giving_networks.py"),
}


def pytest_addoption(parser):
    parser.addoption(
        "--quick", action="store_true", help="nothing slow, the first row of each table"
    )
    parser.addoption(
        "--first-rows",
        action="store_true",
        help="the first row of each table, and all rows where the database matters",
    )


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(config, items):
    """Mark the tests, leave out what was not asked for, and deal what ``-k`` and ``-m`` leave."""
    mark(items)
    if config.getoption("quick") or config.getoption("first_rows"):
        leave_out_rows(config, items)
    done = yield
    items[:] = dealt(items, getattr(config, "workerinput", {}).get("workercount", 1))
    return done


def mark(items):
    for item in items:
        names = names_of(item)
        is_sweep = item.get_closest_marker("sweep")
        if SLOW & names or is_sweep or "real_hashes" in item.fixturenames:
            item.add_marker("slow")
        if DATABASE & names:
            item.add_marker("database")


def leave_out_rows(config, items):
    is_quick = config.getoption("quick")
    tables, kept = set(), []
    for item in items:
        table, marked = item.nodeid.partition("[")[0], item.get_closest_marker
        if is_quick and marked("slow"):
            continue
        is_whole = marked("database") or BRANCHES & names_of(item)
        if table not in tables or (is_whole and not is_quick):
            tables.add(table)
            kept.append(item)
    config.hook.pytest_deselected(items=list(set(items) - set(kept)))
    items[:] = kept


def dealt(items, count: int) -> list:
    """
    Return ``items`` as ``count`` parts one after the other, each of them slow tests first.

    pytest-xdist gives each process one part, and who is done early takes from the end of
    another one's. Slow tests wait for servers and browsers: side by side with quick ones, and
    never as the last, they leave no processor idle.
    """
    files = {}
    for item in items:
        files.setdefault(item.nodeid.partition("::")[0], []).append(item)
    slow = [tests for tests in files.values() if SLOW & names_of(tests[0])]
    quick = [item for tests in files.values() if not SLOW & names_of(tests[0]) for item in tests]
    parts = []
    for i in range(count):
        size = (len(items) - len(parts)) // (count - i)  # as pytest-xdist divides them
        part = [item for tests in slow[i::count] for item in tests]
        parts += part + [quick.pop(0) for _ in range(min(len(quick), size - len(part)))]
    return parts + quick


def names_of(item) -> set[str]:
    """Return the names of the folders and of the file that ``item`` is in."""
    return set(item.nodeid.partition("::")[0].split("/"))


def pytest_collection_finish(session):
    """Keep the garbage collector off what is collected here: it stays until the end (-6 % CPU)."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def migrated() -> Path:
    """
    A SQLite database with all tables, kept in pytest's cache until a migration changes.

    One process migrates it, the others wait.
    """
    folder = ROOT / ".pytest_cache" / "d" / "migrated"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{_digest_of_migrations()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            new = folder / "new"
            for old in (new, *folder.glob("*.sqlite3")):
                old.unlink(missing_ok=True)
            environment = os.environ | {"DATABASE_URL": f"sqlite:///{new}"}
            command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)
            new.rename(path)
    return path


def _digest_of_migrations() -> str:
    """Over the migrations, the code that they call, the settings and the packages' versions."""
    files = [ROOT / "requirements.txt", ROOT / "config" / "settings.py"]
    for app in ("accounts", "polls"):
        files += sorted((ROOT / app).rglob("*.py"))
    digest = hashlib.sha256()
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:32]


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb):
    """Django fills the database that ``django_db_modify_db_settings`` put there."""
    return django_db_keepdb or connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings, tmp_path_factory, request):
    """SQLite in a file, as it is in use: in memory, threads share locks that do not wait."""
    if connection.vendor == "sqlite":
        path = tmp_path_factory.mktemp("database") / "test.sqlite3"
        shutil.copy(request.getfixturevalue("migrated"), path)
        connection.settings_dict["TEST"]["NAME"] = str(path)


@pytest.fixture(scope="session", autouse=True)
def _settings_of_tests():
    """
    Hash passwords in no time: Argon2 would take more than half of the suite's time.

    On Redis, each parallel test process has a database of its own.
    """
    changed = {"PASSWORD_HASHERS": [QUICK_HASHER, *settings.PASSWORD_HASHERS]}
    if settings.REDIS_URL:
        worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw8").removeprefix("gw"))
        changed["REDIS_URL"] = urlsplit(settings.REDIS_URL)._replace(path=f"/{worker + 1}").geturl()
    with override_settings(**changed):
        yield


@pytest.fixture
def real_hashes():
    """Hash passwords as the site does. Ask for it by ``@pytest.mark.usefixtures``."""
    with override_settings(PASSWORD_HASHERS=settings.PASSWORD_HASHERS[1:]):
        yield


@pytest.fixture(autouse=True)
def _no_attempts_yet():
    """Counting starts anew."""
    counters.reset()


@pytest.fixture
def make_user(db):
    def make(username, **fields):
        return get_user_model().objects.create_user(username, password=PASSWORD, **fields)

    return make


@pytest.fixture
def alice(make_user):
    return make_user("alice", email="alice@example.com")


@pytest.fixture
def bob(make_user):
    return make_user("bob", email="bob@example.com")


@pytest.fixture
def charlie(make_user):
    return make_user("charlie")


@pytest.fixture
def ada(make_user):
    return make_user("ada", is_staff=True, is_superuser=True)


@pytest.fixture
def api():
    """A program without credentials."""
    return APIClient()


@pytest.fixture
def api_as():
    """``api_as(alice)``: a program with the token that Alice got when she was made."""

    def client(user) -> APIClient:
        return APIClient(headers={"Authorization": f"Token {user.initial_token.key}"})

    return client


@pytest.fixture
def browser():
    """A browser, signed out. It checks CSRF as a real site does."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def browser_as():
    """``browser_as(alice)``: a browser in which Alice is signed in; CSRF is not checked."""

    def client(user) -> Client:
        signed_in = Client()
        signed_in.force_login(user)
        return signed_in

    return client


@pytest.fixture
def _mail_at_once(monkeypatch):
    """Mails go out before the answer, so that a test can read them."""

    def submit(function, *args):
        sent = Future()
        sent.set_result(function(*args))
        return sent

    monkeypatch.setattr(accounts.mail, "_sender", SimpleNamespace(submit=submit))


# A second request on a connection would take 44 ms, not 4: see demo/runserver.py.
WSGIRequestHandler.disable_nagle_algorithm = True


@pytest.fixture
def live_server(live_server, settings):
    """A server on a port of its own, which is the site's address meanwhile."""
    settings.ISSUER = live_server.url
    return live_server


@pytest.fixture(scope="session")
def _running_demo_provider():
    provider = demo.provider.Provider(port=0)
    provider.start()
    yield provider
    provider.shutdown()
    provider.server_close()


@pytest.fixture
def demo_provider(settings, _running_demo_provider):
    """The provider that ``bin/run`` starts beside the site, switched on."""
    settings.SOCIAL_AUTH_DEMO_URL = _running_demo_provider.url
    settings.SOCIAL_AUTH_DEMO_KEY = settings.SOCIAL_AUTH_DEMO_SECRET = "demo"
    settings.SOCIAL_AUTH_CONVERT_BACKENDS = ["demo"]
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "demo.social.Demo",
    ]
    _running_demo_provider.tokens.clear()
    return _running_demo_provider


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """
    Let tests with transactions of their own empty the tables after them.

    The triggers of the trail refuse that; tests/accounts/trail/test_append_only.py makes them.
    """
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        triggers.drop(None, editor)
