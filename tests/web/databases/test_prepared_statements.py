"""PostgreSQL prepares the statements that come again and again; SQLite has no need to."""

import pytest
from django.db import DatabaseError, DataError, connection, transaction
from django.db.models import CharField
from django.test.utils import CaptureQueriesContext

from accounts.models import Token, User
from accounts.passwords.backend import PasswordBackend
from accounts.statements import Slot, Statement

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite prepares by itself"),
    pytest.mark.django_db(transaction=True),
]


@pytest.fixture
def by_name():
    return Statement(lambda: User.objects.filter(username=Slot("name", CharField())))


@pytest.fixture
def migrate():
    """``migrate()`` changes the type of a column, as a rolling update does beside this node."""
    yield lambda: alter(160)
    alter(150)


def alter(length: int) -> None:
    other = connection.copy()  # this one's driver would forget what it prepared
    try:
        with other.cursor() as cursor:
            cursor.execute(f"ALTER TABLE accounts_user ALTER first_name TYPE varchar({length})")
    finally:
        other.close()


def prepare(statement: Statement) -> None:
    for _ in range(3):
        statement.first(name="alice")
    assert prepared()


def prepared() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement FROM pg_prepared_statements")
        return [statement for (statement,) in cursor.fetchall()]


def test_a_statement_is_prepared_the_second_time(alice, by_name):
    for _ in range(2):
        assert by_name.first(name="alice") == alice
    assert any('"accounts_user"."username" = ($1)' in statement for statement in prepared())


def test_queries_are_shown_with_their_values(alice, by_name):
    with CaptureQueriesContext(connection) as queries:
        by_name.first(name="alice")
    assert queries[0]["sql"].endswith(""""username" = ('alice')""")


def test_a_statement_that_fails_says_why_while_queries_are_shown(by_name):
    with CaptureQueriesContext(connection) as queries, pytest.raises(DataError, match="NUL"):
        by_name.first(name="nul\0")
    assert queries[0]["sql"].endswith(""""username" = (%s)""")


def test_an_integer_that_is_too_big_for_its_column_is_refused(alice):
    with pytest.raises(DataError, match="out of range"):
        Token.objects.create(user=alice, idle_days=2**31)


def test_an_id_that_is_too_big_for_its_column_is_nobodys():
    assert PasswordBackend().get_user(2**63) is None


def test_a_connection_that_was_lost_between_two_requests_is_made_anew(alice, by_name):
    by_name.first(name="alice")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        ((pid,),) = cursor.fetchall()
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
    other.close()
    connection.health_check_enabled, connection.health_check_done = True, False  # a request begins
    assert by_name.first(name="alice") == alice


def test_a_column_that_a_migration_changes_breaks_no_request(alice, by_name, migrate):
    prepare(by_name)
    migrate()
    for _ in range(2):
        assert by_name.first(name="alice") == alice


def test_a_statement_that_was_run_anew_is_as_good_as_new_in_a_transaction(alice, by_name, migrate):
    prepare(by_name)
    migrate()
    by_name.first(name="alice")
    for _ in range(2):
        with transaction.atomic():
            assert by_name.first(name="alice") == alice


def test_within_a_transaction_it_breaks_one_and_no_other(alice, by_name, migrate):
    prepare(by_name)
    migrate()
    with pytest.raises(DatabaseError, match="cached plan"), transaction.atomic():
        by_name.first(name="alice")
    with transaction.atomic():
        assert by_name.first(name="alice") == alice


@pytest.fixture
def _pooled():
    """Some pooler gives each transaction another process of the server, which knows nothing."""
    yield
    connection.close()


def lose_what_was_prepared() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DO $$ BEGIN EXECUTE 'DEALLOCATE ALL'; END $$")  # the driver sees a DO


@pytest.mark.usefixtures("_pooled")
def test_behind_a_pooler_that_loses_them_nothing_more_is_prepared(alice, by_name, caplog):
    prepare(by_name)
    lose_what_was_prepared()
    for _ in range(3):
        assert by_name.first(name="alice") == alice
    assert prepared() == []
    assert "prepare_threshold=off" in caplog.text


@pytest.mark.usefixtures("_pooled")
def test_behind_it_one_transaction_fails_and_no_other(alice, by_name):
    prepare(by_name)
    lose_what_was_prepared()
    with pytest.raises(DatabaseError, match="does not exist"), transaction.atomic():
        by_name.first(name="alice")
    for _ in range(3):
        with transaction.atomic():
            assert by_name.first(name="alice") == alice
