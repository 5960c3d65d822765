"""A database without an index or a trigger works, and is told of."""

from types import SimpleNamespace

import pytest
from django.db import NotSupportedError, connection

from polls import searching
from polls.checks import check_search_index
from tests.polls.searching.conftest import ids_with, on_postgresql, on_sqlite


@on_sqlite
@pytest.mark.parametrize("trigger", searching.TRIGGERS)
def test_without_one_of_its_triggers_nothing_is_looked_up_and_it_is_told(db, trigger):
    assert ids_with("zebra") == []
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {trigger}")
    assert ids_with("zebra") is None
    (warning,) = check_search_index(databases=["default"])
    assert warning.id == "polls.W001"
    assert "migrate polls 0008" in warning.hint


def test_a_database_with_its_indexes_gives_no_warning(db):
    assert check_search_index(databases=["default"]) == []


@on_postgresql
def test_a_database_without_the_index_is_told_of(db):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {searching.INDEX}")
    (warning,) = check_search_index(databases=["default"])
    assert warning.id == "polls.W001"
    assert "CREATE EXTENSION" in warning.hint


@pytest.mark.parametrize("vendor", ["postgresql", "sqlite"])
def test_the_migration_goes_on_where_the_extension_is_not_to_be_had(vendor):
    done = []

    def execute(statement):
        if "EXTENSION" in statement:
            raise NotSupportedError('extension "pg_trgm" is not available')
        done.append(statement)

    editor = SimpleNamespace(connection=SimpleNamespace(vendor=vendor), execute=execute)
    searching.create(None, editor)
    assert done == []
