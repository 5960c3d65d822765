"""Threads, each with its own connection. On SQLite they share a file, as workers do."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth import get_user_model
from django.db import connection, connections

from polls import editing, voting
from polls.models import Question


@pytest.fixture
def together(transactional_db, tmp_path):
    """``together(call, arguments)``: one thread an argument, all at the same moment."""
    if connection.vendor == "sqlite":
        in_memory, file = connection.settings_dict["NAME"], str(tmp_path / "polls.sqlite3")
        with sqlite3.connect(file) as copy:
            connection.ensure_connection()
            connection.connection.backup(copy)
        connection.close()  # in memory, Django keeps it open for the other tests
        memory = connections["default"]
        connections.settings["default"]["NAME"] = file
        del connections["default"]

    def run(call, arguments):
        barrier = Barrier(len(arguments))

        def at_once(argument):
            try:
                connection.ensure_connection()
                barrier.wait()
                return call(argument)
            except voting.Refusal as refusal:
                return refusal.code
            finally:
                connection.close()

        with ThreadPoolExecutor(len(arguments)) as pool:
            return list(pool.map(at_once, arguments))

    yield run
    if connection.vendor == "sqlite":
        connection.close()
        connections.settings["default"]["NAME"] = in_memory
        connections["default"] = memory


@pytest.fixture
def poll(together):
    return editing.save(Question(question_text="Tea or coffee?"), choices=["Tea", "Coffee"])


@pytest.fixture
def users(poll):
    user = get_user_model()
    return user.objects.bulk_create(user(username=f"voter{i}") for i in range(12))


def ids(poll):
    return list(poll.choices.values_list("pk", flat=True))
