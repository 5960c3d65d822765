"""Requests as a server hands them over, to the hot path and to the usual way."""

import gzip
import io
import sys

import pytest
from django.core.wsgi import get_wsgi_application
from django.db.backends.base.base import BaseDatabaseWrapper
from django.urls import set_script_prefix
from django.utils import timezone

from accounts.models import Token
from config import hot
from polls import editing
from polls.models import Question
from tests.config.hot.booth import Booth

LIST = "/polls/api/questions"


class Site:
    """Both ways in, and how often the usual one was taken."""

    def __init__(self):
        self.plain, self.times_plain = get_wsgi_application(), 0
        self.application = hot.application(self.usual_way)

    def usual_way(self, environ, start_response):
        self.times_plain += 1
        return self.plain(environ, start_response)

    def get(self, application, path, headers):
        environ = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": "",
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "localhost",
            "HTTP_ACCEPT": "*/*",
            "HTTP_USER_AGENT": "a program",
            "wsgi.url_scheme": "http",
            "wsgi.version": (1, 0),
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        } | headers
        begun = []
        answer = application(dict(environ), lambda *begin: begun.append(begin))
        body = b"".join(answer)
        getattr(answer, "close", lambda: None)()
        status, headers = begun[0][:2]
        headers = {name: value for name, value in headers if name != "X-Request-ID"}
        if headers.get("Content-Encoding") == "gzip":  # with random bytes, against BREACH
            body = gzip.decompress(body)
            del headers["Content-Length"]
        return status, headers, body

    def compare(self, path, **headers):
        """Answer in both ways, which must agree; tell whether the last answer was hot."""
        usual = self.get(self.plain, path, headers)
        self.get(self.application, path, headers)  # learns the headers
        self.times_plain = 0
        assert self.get(self.application, path, headers) == usual
        return self.times_plain == 0

    def status(self, path, **headers):
        usual = self.get(self.plain, path, headers)
        assert self.get(self.application, path, headers) == usual
        return usual[0][:3]


@pytest.fixture(autouse=True)
def _one_connection(monkeypatch):
    """A request that ends closes it, in the midst of the test's transaction."""
    name = "close_if_unusable_or_obsolete"
    monkeypatch.setattr(BaseDatabaseWrapper, name, lambda connection: None)
    yield
    set_script_prefix("/")


@pytest.fixture
def site(db):
    return Site()


def bearing(alice, **changes):
    used = {"last_used_at": timezone.now()}
    Token.objects.filter(user=alice).update(**used | changes)
    return {"HTTP_AUTHORIZATION": f"Token {alice.initial_token.key}"}


@pytest.fixture
def by_alice(alice):
    return bearing(alice)


@pytest.fixture
def question(db, ada):
    question = Question(question_text="Tea or coffee?", author=ada)
    return editing.save(question, choices=["Tea", "Coffee"])


@pytest.fixture
def long_question(db, ada):
    """Compressed it is shorter, however many random bytes are in it."""
    question = Question(question_text="Tea or coffee?", author=ada)
    return editing.save(question, choices=[f"Choice {n}" for n in range(20)])


@pytest.fixture
def url(question):
    return f"{LIST}/{question.pk}"


@pytest.fixture
def booth(site, url):
    return Booth(site, f"{url}/vote")


@pytest.fixture
def ballot(question):
    return b'{"choice": %d}' % question.choices.first().pk
