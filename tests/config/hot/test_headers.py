"""The quick way reads headers as the usual way does."""

from types import SimpleNamespace

import pytest
from waitress.adjustments import Adjustments
from waitress.parser import HTTPRequestParser
from waitress.task import WSGITask

from tests.test_schemes import basic
from web.usual import KNOWN

HEADERS = {
    "no credentials": ("", False),
    "no key": ("Token", False),
    "an unknown key": ("Token dar_" + "a" * 38, False),
    "an imported key that is unknown": ("Token " + "a" * 40, False),
    "two keys": ("Token {key} {key}", False),
    "another keyword": ("Bearer {key}", False),
    "small letters": ("token {key}", True),
    "two spaces": ("Token  {key}", False),
    "a key of other letters": ("Token \xfc\xfc", False),
    "a NUL": ("Token \0", False),
    "nonsense": ("\xff\xfe", False),
}


@pytest.mark.parametrize(("header", "is_hot"), HEADERS.values(), ids=HEADERS)
def test_a_header_is_read_as_the_usual_way_reads_it(site, alice, by_alice, url, header, is_hot):
    header = header.replace("{key}", alice.initial_token.key)
    assert site.compare(url, HTTP_AUTHORIZATION=header) is is_hot


def test_a_password_takes_the_usual_way(site, alice, url):
    assert not site.compare(url, HTTP_AUTHORIZATION=basic(alice).defaults["HTTP_AUTHORIZATION"])


SENT = [
    "",
    "Accept: */*\r\nAccept-Encoding: gzip, deflate\r\nConnection: keep-alive\r\n",
    "Accept-Language: *\r\nSec-Fetch-Mode: cors\r\nSec-CH-UA-Mobile: ?0\r\nPragma: no-cache\r\n",
    "X-Forwarded-For: ::1\r\nX-Forwarded-Proto: https\r\nX-Real-IP: ::1\r\nVia: 1.1 a\r\n",
]


@pytest.mark.parametrize("headers", SENT, ids=["nothing", "a library", "a browser", "a proxy"])
def test_the_server_and_usual_clients_send_nothing_unusual(headers):
    parser = HTTPRequestParser(Adjustments())
    parser.received(f"GET / HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n".encode())
    server = SimpleNamespace(
        adj=Adjustments(), effective_port=80, server_name="localhost", stopping_since=None
    )
    channel = SimpleNamespace(
        server=server, addr=("127.0.0.1", 1), check_client_disconnected=lambda: False
    )
    environ = WSGITask(channel, parser).get_environment()
    assert set(environ) - KNOWN == set()
