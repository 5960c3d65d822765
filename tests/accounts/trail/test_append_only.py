"""Nobody changes or deletes an entry of the trail: the database refuses, and prune alone may."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.trail import triggers
from accounts.trail.models import Entry, Pruning


@pytest.fixture
def old(db):
    """An entry of 401 days ago, in a table with its triggers."""
    triggers.create(None, connection.schema_editor())
    return Entry.objects.create(event="signed_in", at=timezone.now() - timedelta(days=401))


@pytest.mark.parametrize(
    "change",
    [
        lambda entry: Entry.objects.filter(pk=entry.pk).update(username="charlie"),
        lambda entry: entry.save(),
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.all().delete(),
        lambda entry: connection.cursor().execute("DELETE FROM accounts_trail_entry"),
        lambda entry: connection.cursor().execute(
            "UPDATE accounts_trail_entry SET at = '2001-01-01'"
        ),
    ],
    ids=["update", "save", "delete", "delete all", "sql delete", "sql update"],
)
def test_the_database_refuses(old, change):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        change(old)
    assert Entry.objects.get() == old


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_table_is_not_truncated(old):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        connection.cursor().execute("TRUNCATE accounts_trail_entry")
    assert Entry.objects.get() == old


def test_prune_deletes_what_is_older_than_trail_days_alone(old, settings, capsys):
    young = Entry.objects.create(event="signed_in", at=timezone.now() - timedelta(days=399))
    call_command("prune_trail")
    assert "1 entries" in capsys.readouterr().out
    assert list(Entry.objects.all()) == [young]
    settings.TRAIL_DAYS = 398
    call_command("prune_trail")
    assert not Entry.objects.exists()
    assert not Pruning.objects.exists()


def test_prune_opens_the_table_for_old_entries_alone(old):
    Pruning.objects.create(before=old.at)
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        old.delete()
