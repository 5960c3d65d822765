"""The database holds digests: a dump of it signs nobody in."""

import json

from django.core import serializers
from django.core.management import call_command

from accounts.digests import digest
from accounts.models import Token, User


def test_a_created_token_carries_its_key(alice):
    token = Token.objects.create(user=alice)
    assert digest(token.key) == token.digest
    assert token.key.startswith(token.hint)


def test_a_token_read_again_has_no_key(alice):
    token = Token.objects.get(pk=Token.objects.create(user=alice).pk)
    assert token.key is None


def test_saving_a_token_again_keeps_its_key_valid(alice):
    token = Token.objects.create(user=alice)
    digest = token.digest
    token.name = "laptop"
    token.save()
    assert Token.objects.get(pk=token.pk).digest == digest


def test_no_column_holds_the_key(alice):
    token = Token.objects.create(user=alice)
    dump = serializers.serialize("json", [*Token.objects.all(), *User.objects.all()])
    assert token.digest in dump
    assert token.key not in dump
    assert token.key[len(token.hint) :] not in dump


def test_the_name_of_a_token_shows_its_beginning_only(alice):
    token = Token.objects.create(user=alice)
    assert str(token) == f"{token.key[:8]}…"


def test_a_user_has_as_many_tokens_as_they_like(alice):
    keys = {Token.objects.create(user=alice).key for _ in range(3)}
    assert len(keys) == 3
    assert alice.tokens.count() == 4


def test_each_new_user_gets_a_first_token(make_user):
    user = make_user("dora")
    assert user.tokens.get().digest == digest(user.initial_token.key)


def test_saving_a_user_again_makes_no_token(alice):
    alice.first_name = "Alice"
    alice.save()
    assert alice.tokens.count() == 1


def test_loaded_fixtures_bring_their_own_tokens(alice, tmp_path):
    dump = tmp_path / "users.json"
    rows = json.loads(serializers.serialize("json", [alice]))
    dump.write_text(json.dumps([row | {"pk": 4711} for row in rows]).replace("alice", "eve"))
    call_command("loaddata", str(dump), verbosity=0)
    assert not Token.objects.filter(user=4711).exists()
