"""A statement that is compiled once runs on the database that Django would choose."""

import pytest
from django.db.models import BigIntegerField
from django.utils import timezone
from django.utils.connection import ConnectionDoesNotExist

from accounts.models import User
from accounts.people.last_login import note_sign_in
from accounts.statements import Slot, Statement, updating


class ReadElsewhere:
    def db_for_read(self, model, **hints):
        return "replica"

    def db_for_write(self, model, **hints):
        return "default"


@pytest.fixture
def _replica(settings, alice):
    settings.DATABASE_ROUTERS = [ReadElsewhere()]


@pytest.mark.usefixtures("_replica")
def test_an_update_goes_to_the_database_for_writing(alice):
    rename = Statement(
        lambda: updating(
            User._base_manager.filter(pk=Slot("pk", BigIntegerField())), first_name="Ada"
        )
    )
    assert rename.update(pk=alice.pk) == 1


@pytest.mark.usefixtures("_replica")
def test_a_sign_in_is_noted_in_the_database_for_writing(alice):
    now = timezone.now()
    note_sign_in(alice, now=now)
    assert User.objects.using("default").get(pk=alice.pk).last_login == now


def test_a_sign_in_is_noted_where_the_person_was_read(alice):
    alice._state.db = "elsewhere"
    with pytest.raises(ConnectionDoesNotExist, match="elsewhere"):
        note_sign_in(alice, now=timezone.now())
