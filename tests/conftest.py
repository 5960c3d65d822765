"""
The cast: Alice owns, Bob votes, Charlie must see nothing, Ada administers.

Each signs in with the user name in lower case and ``PASSWORD``.
"""

import gc
import os
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

#: The first takes options, so pytest has to know it from the start.
pytest_plugins = ["tests.dealing", "tests.databases"]

ROOT = Path(__file__).resolve().parent.parent
PASSWORD = "correct horse battery"
QUICK_HASHER = "django.contrib.auth.hashers.MD5PasswordHasher"


@pytest.hookimpl(wrapper=True)
def pytest_collection(session):
    """Keep the garbage collector off what is collected here: it stays until the end (-6 % CPU)."""
    gc.disable()
    done = yield
    gc.collect()
    gc.freeze()
    gc.enable()
    return done


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
