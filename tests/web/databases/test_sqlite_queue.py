"""Writers of SQLite take turns, in the order in which they came."""

import os
import sqlite3
from threading import Thread

import pytest
from django.db import OperationalError

from web.databases.sqlite3 import base, queue
from web.faults import Fault, fault_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def connect(tmp_path):
    """``connect()``: a connection of its own to one file."""
    opened = []

    def connect(**options):
        options = {"transaction_mode": "IMMEDIATE", "timeout": 0.2} | options
        given = {"NAME": str(tmp_path / "db"), "OPTIONS": options, "AUTOCOMMIT": True}
        rest = {"TIME_ZONE": None, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
        wrapper = base.DatabaseWrapper(given | rest | {"ATOMIC_REQUESTS": False}, "default")
        wrapper.inc_thread_sharing()
        opened.append(wrapper)
        return wrapper

    yield connect
    for wrapper in opened:
        wrapper.close()


def begin(connection):
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


@pytest.mark.parametrize("end", ["commit", "rollback", "close"])
def test_a_turn_ends_with_its_transaction(connect, end):
    first, second = connect(), connect()
    begin(first)
    with pytest.raises(OperationalError) as refusal:
        begin(second)
    assert fault_of(refusal.value) is Fault.BUSY
    getattr(first, end)()
    begin(second)


def test_reading_waits_for_no_turn(connect):
    begin(connect())
    begin(connect(transaction_mode="DEFERRED"))


def test_a_transaction_that_cannot_begin_has_no_turn(connect):
    first, second = connect(), connect()
    other = sqlite3.connect(first.settings_dict["NAME"], isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError):
        begin(first)
    other.rollback()
    begin(second)


def test_one_turn_is_taken_at_a_time(tmp_path):
    name, writing, most = str(tmp_path / "db"), set(), []

    def write(number):
        for _ in range(5):
            turn = queue.wait(name, seconds=5)
            writing.add(number)
            most.append(len(writing))
            writing.remove(number)
            os.close(turn)

    threads = [Thread(target=write, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 40


def test_a_folder_that_takes_no_file_is_no_obstacle(tmp_path, monkeypatch):
    def refuse(*args):
        raise PermissionError

    monkeypatch.setattr(queue.os, "open", refuse)
    assert queue.wait(str(tmp_path / "db"), seconds=1) is None
