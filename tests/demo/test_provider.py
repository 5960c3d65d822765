"""The provider beside bin/run: what it refuses, and what happens where its port is taken."""

import socket
from urllib.parse import urlencode

import pytest
import requests
from django.core.management import BaseCommand

from demo.management.commands import start

BASIC = ("demo", "demo")
ASKED = {"client_id": "demo", "redirect_uri": "http://localhost:8000/auth/complete/demo/"}


@pytest.mark.parametrize(
    ("method", "path", "options", "status"),
    [
        ("get", "/", {}, 404),
        ("get", "/userinfo", {"headers": {"Authorization": "Bearer x"}}, 401),
        ("get", "/authorize?" + urlencode(ASKED), {}, 200),
        ("get", "/authorize?" + urlencode(ASKED | {"client_id": "x"}), {}, 400),
        ("get", "/authorize?" + urlencode(ASKED | {"redirect_uri": "//evil.example"}), {}, 400),
        ("post", "/authorize?" + urlencode(ASKED | {"redirect_uri": "//evil.example"}), {}, 400),
        ("post", "/token", {}, 401),
        ("post", "/token", {"headers": {"Authorization": "Basic \xff"}}, 401),
        ("post", "/token", {"auth": ("demo", "wrong")}, 401),
        ("post", "/token", {"auth": BASIC, "data": {"code": "x"}}, 400),
        ("post", "/introspect", {"auth": BASIC, "data": {"token": "x"}}, 200),
        ("post", "/", {"auth": BASIC}, 404),
    ],
)
def test_it_answers(demo_provider, method, path, options, status):
    response = requests.request(method, demo_provider.url + path, timeout=5, **options)

    assert response.status_code == status


def test_it_says_what_it_is_and_listens_on_loopback(demo_provider):
    page = requests.get(f"{demo_provider.url}/authorize", ASKED, timeout=5).text

    assert "Not for production" in page
    assert demo_provider.server_address[0] == "127.0.0.1"


def test_bin_run_goes_on_without_it_where_its_port_is_taken(demo_provider, settings, capsys):
    settings.DEMO_PROVIDER_PORT = demo_provider.server_port
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("DEMO_PROVIDER_PORT", str(demo_provider.server_port))
        command: BaseCommand = start.Command()
        command.start_demo_provider()
        assert start.os.environ["DEMO_PROVIDER_PORT"] == "0"

    assert "is taken" in capsys.readouterr().err
    assert "demo.social.Demo" not in settings.AUTHENTICATION_BACKENDS
    assert "providers whose keys are set" in start.social_line()


def test_bin_run_starts_it(demo_provider, settings):
    with socket.create_server(("127.0.0.1", 0)) as probe:
        settings.DEMO_PROVIDER_PORT = port = probe.getsockname()[1]

    start.Command().start_demo_provider()

    assert requests.get(f"http://127.0.0.1:{port}/", timeout=5).status_code == 404
    assert "Demo provider" in start.social_line()


def test_without_debug_there_is_none(settings):
    assert not hasattr(settings, "SOCIAL_AUTH_DEMO_URL")

    start.Command().start_demo_provider()

    assert "providers whose keys are set" in start.social_line()
