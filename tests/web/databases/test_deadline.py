"""A request does not wait for ever for a PostgreSQL that says nothing, and recovers from it."""

import threading
import time

import pytest
from django.conf import settings
from django.db import Error, OperationalError

from tests.web.databases.relay import Relay
from web.databases import deadline
from web.databases.postgresql import base
from web.faults import Fault, fault_of

DATABASE = settings.DATABASES["default"]
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        not DATABASE["ENGINE"].endswith("postgresql"), reason="needs PostgreSQL: set DATABASE_URL"
    ),
]


@pytest.fixture
def relay():
    relay = Relay(DATABASE["HOST"] or "127.0.0.1", int(DATABASE["PORT"] or 5432))
    yield relay
    relay.close()


@pytest.fixture
def connect(relay, monkeypatch):
    """``connect(**options)``: a connection by way of the relay, whose waits are short."""
    monkeypatch.setattr(base, "CHECK", 0.2)
    monkeypatch.setattr(base, "HASTY_CHECK", 0.1)
    monkeypatch.setitem(deadline._process, "silent until", 0.0)
    opened = []

    def make(**options):
        options = {"connect_timeout": 2, "options": "-c statement_timeout=300"} | options
        where = {"HOST": "127.0.0.1", "PORT": relay.port, "OPTIONS": options}
        connection = base.DatabaseWrapper(DATABASE | where, "default")
        opened.append(connection)
        connection.ensure_connection()
        return connection

    yield make
    relay.wake()
    for connection in opened:
        connection.close()


def ask(connection):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return cursor.fetchone()


def seconds_of(call):
    began = time.monotonic()
    with pytest.raises(Error) as caught:
        call()
    assert fault_of(caught.value) is Fault.AWAY
    return time.monotonic() - began


def test_a_wait_ends_a_moment_after_the_servers_own_limit(relay, connect):
    connection = connect()
    assert connection.connection.longest == 0.3 + base.MARGIN
    relay.freeze()
    with deadline.request():
        seconds = seconds_of(lambda: ask(connection))
    assert 0.3 < seconds < 3


def test_a_slow_statement_is_told_by_the_server_itself(connect):
    connection = connect()
    with deadline.request(), pytest.raises(OperationalError) as caught:
        connection.cursor().execute("SELECT pg_sleep(2)")
    assert fault_of(caught.value) is Fault.BUSY


def test_a_commit_is_a_wait_as_well(relay, connect):
    connection = connect()
    with deadline.request():
        connection.set_autocommit(False)
        ask(connection)
        relay.freeze()
        seconds_of(connection.commit)


def test_a_request_that_waited_in_vain_does_not_wait_again(relay, connect):
    connection = connect()
    relay.freeze()
    with deadline.request():
        seconds_of(lambda: ask(connection))
        connection.close()
        assert seconds_of(lambda: ask(connection)) < 0.2


def test_nor_does_any_other_for_a_moment(relay, connect, monkeypatch):
    """Else the requests that queue would hold every thread in turn."""
    first, second = connect(), connect()
    relay.freeze()
    with deadline.request():
        seconds_of(lambda: ask(first))
    second.close()
    with deadline.request():
        assert seconds_of(lambda: ask(second)) < 0.2
    relay.wake()
    monkeypatch.setitem(deadline._process, "silent until", 0.0)  # the moment is over
    with deadline.request():
        assert ask(second) == (1,)


def test_a_connection_that_works_ends_the_moment(relay, connect):
    first, second = connect(), connect()
    relay.freeze()
    with deadline.request():
        seconds_of(lambda: ask(first))
    relay.wake()
    with deadline.request():
        assert deadline.is_silent()
        assert second.is_usable()
        assert not deadline.is_silent()


def test_a_kept_connection_that_died_is_replaced(relay, connect):
    connection = connect()
    relay.freeze()
    with deadline.request():
        assert not connection.is_usable()
        relay.wake()
        connection.close()
        assert ask(connection) == (1,)


def test_a_connection_that_answered_a_moment_ago_is_not_asked(relay, connect):
    connection = connect()
    with deadline.request():
        ask(connection)
        relay.freeze()
        assert connection.is_usable()
        connection.errors_occurred = True
        assert not connection.is_usable()


def test_a_connection_that_the_server_closed_is_asked(connect):
    first, second = connect(), connect()
    with deadline.request():
        pid = first.connection.info.backend_pid
        ask(first)
        with second.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 2000)", [pid])  # it waits for the end
        assert not first.is_usable()


def test_a_command_may_wait_for_ever(relay, connect):
    connection = connect(options="")
    relay.freeze()
    waker = threading.Timer(0.5, relay.wake)
    connection.connection.longest = 0.1
    waker.start()
    assert ask(connection) == (1,)


@pytest.mark.parametrize(
    ("options", "longest"),
    [
        ("-c statement_timeout=8000", 8 + base.MARGIN),
        ("-c statement_timeout=8s", 8 + base.MARGIN),
        ("-c statement_timeout=0", None),
        ("", base.USUAL),
    ],
)
def test_the_operators_limit_is_the_measure(connect, options, longest):
    assert connect(options=options).connection.longest == longest
