"""Rows that go in by a statement that is compiled once are those that Django's ``save`` adds."""

from datetime import UTC, datetime

import pytest
from django.db import connection, models
from django.db.models import F, Value
from django.db.models.functions import Lower
from django.db.models.signals import post_save, pre_save
from django.db.models.sql.compiler import SQLInsertCompiler
from django.test.utils import isolate_apps

from accounts import inserts
from accounts.models import Token
from accounts.trail.models import Entry

NOW = datetime(2026, 12, 1, tzinfo=UTC)
TOKENS = [
    {},
    {"name": "100 % \"mine\" 'and' %s"},
    {"networks": ["192.0.2.0/24", "2001:db8::/32"], "scope": "polls:read"},
    {"idle_days": 3, "expires_at": NOW, "last_used_at": NOW, "last_used_from": "2001:db8::1"},
]


def row(token):
    return Token.objects.filter(pk=token.pk).values().get()


def added_by_django(token):
    fields = [field for field in Token._meta.concrete_fields if not field.primary_key]
    models.Model._do_insert(token, Token._base_manager, "default", fields, [], raw=False)
    return Token.objects.values().latest("pk")


@pytest.mark.parametrize("given", TOKENS)
def test_the_row_is_the_one_that_django_adds(alice, given):
    ours = Token(user=alice, created=NOW, **given)
    ours.save()
    found = row(ours)

    same = Token(user=alice, created=NOW, digest="another", hint=ours.hint, **given)
    same.name = ours.name
    expected = added_by_django(same)

    apart = {"id", "digest"}
    assert {k: v for k, v in found.items() if k not in apart} == {
        k: v for k, v in expected.items() if k not in apart
    }
    assert ours.pk == found["id"]
    assert not ours._state.adding


def test_the_sql_is_made_once(alice, monkeypatch):
    made = []
    as_sql = SQLInsertCompiler.as_sql
    monkeypatch.setattr(inserts, "_compiled", {})
    monkeypatch.setattr(
        SQLInsertCompiler, "as_sql", lambda self: made.append(self.query.model) or as_sql(self)
    )
    for _ in range(3):
        Token.objects.create(user=alice)
    assert made == [Token, Entry]


def test_a_row_with_a_key_of_its_own_goes_in_with_it(alice):
    Token(user=alice, pk=10**9).save(force_insert=True)
    assert Token.objects.filter(pk=10**9, user=alice).exists()


@pytest.mark.parametrize("name", [Lower(Value("MINE")), Value("mine")])
def test_an_expression_is_left_to_django(alice, name):
    entry = Entry(event="signed in")
    entry.detail = name
    entry.save()
    assert Entry.objects.get(pk=entry.pk).detail == "mine"


def test_an_expression_that_cannot_be_is_refused(alice):
    with pytest.raises(ValueError, match="Failed to insert expression"):
        Entry(event="signed in", detail=F("hint")).save()


def test_the_signals_of_a_new_row_are_sent(alice):
    told = []

    def note(signal, sender, **kwargs):
        told.append((signal is post_save, kwargs["instance"].pk is not None, kwargs["raw"]))

    for signal in (pre_save, post_save):
        signal.connect(note, sender=Token)
    try:
        Token.objects.create(user=alice)
    finally:
        for signal in (pre_save, post_save):
            assert signal.disconnect(note, sender=Token)
    assert told == [(False, False, False), (True, True, False)]


def test_the_statement_is_not_run_for_another_database(alice):
    Token.objects.create(user=alice)
    assert {key[0] for key in inserts._compiled} == {connection.alias}


@isolate_apps("accounts")
def test_a_class_that_inherits_adds_a_row_to_each_of_its_tables(alice):
    class Child(Token):
        class Meta:
            app_label = "accounts"

    asked = []

    def note(execute, sql, *rest):
        asked.append(sql)
        return None if "accounts_child" in sql else execute(sql, *rest)  # no migration made it

    with connection.execute_wrapper(note):
        child = Child(user=alice)
        child.save()
    tables = [sql.split('"')[1] for sql in asked if sql.startswith("INSERT")]
    assert tables[:2] == ["accounts_token", "accounts_child"]
    assert Token.objects.get(pk=child.pk).digest == child.digest
