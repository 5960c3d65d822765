"""Querysets that are compiled once say what the ORM says, each time anew."""

import pytest
from django.db.models import BigIntegerField, CharField
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application

from accounts.models import Token, User
from accounts.statements import Slot, Statement
from tests.conftest import PASSWORD

by_name = Statement(lambda: User.objects.filter(username=Slot("name", CharField())))
created_of_user = Statement(
    lambda: Token.objects.filter(user_id=Slot("user", BigIntegerField())).values_list("created")
)


def test_an_instance_is_the_one_that_the_orm_gives(alice):
    User.objects.filter(pk=alice.pk).update(last_login=timezone.now())
    expected, found = User.objects.get(pk=alice.pk), by_name.first(name="alice")
    without = {"_state"}
    assert {k: v for k, v in vars(found).items() if k not in without} == {
        k: v for k, v in vars(expected).items() if k not in without
    }
    assert (found._state.db, found._state.adding) == ("default", False)


@pytest.mark.parametrize("has_user", [True, False])
def test_related_instances_come_along(alice, has_user, django_assert_num_queries):
    program = Application.objects.create(client_type="public", authorization_grant_type="password")
    AccessToken.objects.create(
        user=alice if has_user else None, token="x", application=program, expires=timezone.now()
    )
    by_application = Statement(
        lambda: AccessToken.objects.select_related("user", "key", "application").filter(
            application_id=Slot("pk", BigIntegerField())
        )
    )
    with django_assert_num_queries(1):
        found = by_application.first(pk=program.pk)
        assert found.user == (alice if has_user else None)
        assert found.application.client_id == program.client_id
        assert getattr(found, "key", None) is None
    assert not has_user or found.user.changed() == set()


def test_a_value_has_the_type_that_the_orm_gives(alice):
    assert created_of_user.value(user=alice.pk) == alice.tokens.latest("created").created


def test_each_run_has_values_of_its_own(alice, bob):
    found = [by_name.first(name=name) for name in ("alice", "bob", "nobody", "alice")]
    assert found == [alice, bob, None, alice]


def test_a_change_is_seen_by_the_next_run(alice):
    assert not by_name.first(name="alice").first_name
    User.objects.filter(pk=alice.pk).update(first_name="Ada")
    assert by_name.first(name="alice").first_name == "Ada"


def test_the_sql_is_made_once(alice, monkeypatch):
    made = []
    as_sql = SQLCompiler.as_sql
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *a, **k: made.append(1) or as_sql(*a, **k))
    statement = Statement(by_name.make)
    for name in ("alice", "bob", "alice"):
        statement.first(name=name)
    assert len(made) == 1


def test_a_sign_in_takes_six_statements(alice, client, django_assert_num_queries):
    body = {"username": "alice", "password": PASSWORD}
    client.post("/accounts/get_auth_token", body)
    # The person, a second factor; the last sign-in (locks); their tokens, a token, its entry.
    with django_assert_num_queries(6 + 2):  # a savepoint and its end stand for the transaction
        assert client.post("/accounts/get_auth_token", body).status_code == 200
