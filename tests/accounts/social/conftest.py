"""A person at a provider, and their browser."""

import contextlib
import socket
import threading

import pytest
import requests
from django.contrib.messages import get_messages
from django.test import Client

import demo.provider
from tests.accounts.oauth.conftest import (  # noqa: F401  fixtures
    code_client,
    machine,
    make_access_token,
    make_client,
    password_client,
    post_token,
    public_client,
    sign_in,
)


@pytest.fixture
def begin():
    """``begin(browser)``: press the button; returns where the browser is sent."""

    def press(browser, provider="demo", **data):
        response = browser.post(f"/auth/login/{provider}/", data)
        assert response.status_code == 302, response.content
        return response["Location"]

    return press


@pytest.fixture
def come_back(begin, demo_provider):
    """``come_back(browser, "dora")``: begin, be Dora at the provider, return; the response."""

    def go(browser, person, **data):
        return browser.get(callback(begin(browser, **data), person))

    return go


def callback(url, person):
    """The address to which the demo provider sends ``person``."""
    response = requests.post(url, data={"person": person}, allow_redirects=False, timeout=5)
    return response.headers["Location"]


def told(response):
    """The messages of the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


class Browser(Client):
    """On loopback, as the demo provider sends nobody anywhere else."""

    def __init__(self, **kwargs):
        super().__init__(SERVER_NAME="localhost", **kwargs)


@pytest.fixture
def visitor(db):
    return Browser()


@pytest.fixture
def dripping():
    """The address of a server that answers one byte a while, for ever."""

    def drip(connection):
        with connection, contextlib.suppress(OSError):
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while not over.wait(0.1):
                connection.sendall(b" ")

    def serve():
        with contextlib.suppress(OSError):
            while True:
                threading.Thread(target=drip, args=[listener.accept()[0]], daemon=True).start()

    over = threading.Event()
    listener = socket.create_server(("127.0.0.1", 0))
    threading.Thread(target=serve, daemon=True).start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    over.set()
    listener.close()


@pytest.fixture
def browser_of():
    def signed_in(user) -> Browser:
        browser = Browser()
        browser.force_login(user, backend="accounts.passwords.backend.PasswordBackend")
        return browser

    return signed_in


@pytest.fixture
def says(monkeypatch):
    """``says(email=…)``: what the provider tells about Dora."""

    def change(**fields):
        dora = demo.provider.PEOPLE["dora"] | fields
        monkeypatch.setitem(demo.provider.PEOPLE, "dora", dora)

    return change
