"""A statement locks the rows that it has to, and no others."""

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField
from django.db.transaction import TransactionManagementError, atomic

from accounts.models import User
from accounts.statements import Slot, Statement, updating

locked = Statement(
    lambda: User.objects.select_for_update().filter(pk=Slot("pk", BigIntegerField()))
)


@pytest.mark.django_db(transaction=True)
def test_no_row_is_locked_for_no_transaction(alice):
    with atomic():
        assert locked.first(pk=alice.pk) == alice  # compiled by now
    with pytest.raises(TransactionManagementError):
        locked.first(pk=alice.pk)


def test_an_update_changes_the_rows_of_its_queryset_alone(alice, bob):
    renamed = Statement(
        lambda: updating(
            User.objects.filter(pk=Slot("pk", BigIntegerField())),
            first_name=Slot("name", CharField()),
        )
    )
    assert [renamed.update(pk=pk, name="Ada") for pk in (alice.pk, 0, alice.pk)] == [1, 0, 1]
    names = User.objects.order_by("username").values_list("username", "first_name")
    assert list(names) == [("alice", "Ada"), ("bob", "")]


def test_a_row_is_locked_by_its_statement(alice, django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        locked.first(pk=alice.pk)
    assert ("FOR UPDATE" in asked[0]["sql"]) == connection.features.has_select_for_update
