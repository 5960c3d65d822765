import json
import logging

import pytest
from django.test import Client
from django.utils import translation
from rest_framework.test import APIClient

from web import logs

GERMAN = {"Accept-Language": "de-CH,de;q=0.9,en;q=0.5"}


@pytest.fixture(autouse=True)
def _language_ends_with_the_test():
    """A request leaves its language with the thread; the next test's thread is the same one."""
    yield
    translation.deactivate()


@pytest.fixture(params=[False, True], ids=["production", "debug"])
def debug(request, settings):
    """With DEBUG, Django answers errors with pages of its own: a program must not see them."""
    settings.DEBUG = request.param
    return request.param


@pytest.fixture
def program():
    """A program without credentials, to which a 500 is an answer and not an exception."""
    return APIClient(raise_request_exception=False)


@pytest.fixture
def program_as(program):
    def client(user):
        program.credentials(HTTP_AUTHORIZATION=f"Token {user.initial_token.key}")
        return program

    return client


@pytest.fixture
def broken(monkeypatch):
    """``broken(view, "get", error)``: from now on, that method raises ``error``."""

    def break_(owner, name, error):
        def raise_(*args, **kwargs):
            raise error

        monkeypatch.setattr(owner, name, raise_)

    return break_


@pytest.fixture
def logged():
    """``logged("event", key=value)``: the line that production would write, and its fields."""
    formatter = logs.configuration(human=False)["formatters"]["structured"]
    formatter = formatter.pop("()")(**formatter)

    def log(message, *, exc_info=None, **extra):
        record = logging.LogRecord("polls", logging.INFO, "", 0, message, (), exc_info)
        record.__dict__.update(extra)
        line = formatter.format(record)
        return line, json.loads(line)

    return log


@pytest.fixture
def german():
    return Client(headers=GERMAN)
