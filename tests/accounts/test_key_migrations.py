"""Older accounts get their keys; those that look alike stop the migration, by name."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

BEFORE = [("accounts", "0004_registration_without_password")]
AFTER = [("accounts", "0006_unique_keys")]

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.database,
]


@pytest.fixture
def old_users(transactional_db):
    """The user model as it was; the newest migrations are applied again afterwards."""
    executor = MigrationExecutor(connection)
    newest = executor.loader.graph.leaf_nodes()
    users = executor.migrate(BEFORE).apps.get_model("accounts", "User").objects
    yield users
    users.all().delete()
    MigrationExecutor(connection).migrate(newest)


def migrate():
    return MigrationExecutor(connection).migrate(AFTER).apps.get_model("accounts", "User").objects


def test_older_accounts_get_their_keys(old_users):
    old_users.create(username="Alice", email="Alice@B\u00fccher.example")
    old_users.create(username="\u0416anna")
    keys = migrate().order_by("pk").values_list("username_key", "email_key")
    assert list(keys) == [("alice", "alice@xn--bcher-kva.example"), ("\u0436anna", "")]


def test_accounts_that_look_alike_stop_the_migration_by_name(old_users):
    first = old_users.create(username="massimo", email="one@example.com")
    second = old_users.create(username="ma\u00dfimo", email="two@example.com")
    with pytest.raises(Exception, match="Rename all but one of each") as error:
        migrate()
    assert f"'massimo' (id {first.pk}), 'ma\u00dfimo' (id {second.pk})" in str(error.value)
