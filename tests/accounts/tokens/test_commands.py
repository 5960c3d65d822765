from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Registration, Token, User
from accounts.tokens import rotating


def run(command, *args, **options) -> str:
    out = StringIO()
    call_command(command, *args, stdout=out, stderr=StringIO(), **options)
    return out.getvalue()


def works(key) -> bool:
    client = APIClient(headers={"Authorization": f"Token {key}"})
    return client.get("/accounts/api/me").status_code == 200


def test_createsuperuser_prints_the_first_key(db, monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "staple horse battery")
    printed = run("createsuperuser", username="root", email="root@example.com", interactive=False)
    key = printed.split("shown once: ")[1].split()[0]
    assert works(key)
    # Afterwards nobody's key is printed any more.
    assert "shown once" not in run("issue_tokens")


def test_issue_tokens_makes_one_for_each_active_user_who_has_no_live_one(make_user):
    for name in ("none", "expired", "revoked", "live", "inactive"):
        make_user(name)
    day = timedelta(days=1)
    Token.objects.filter(user__username__in=["none", "inactive"]).delete()
    Token.objects.filter(user__username="expired").update(created=timezone.now() - 30 * day)
    Token.objects.filter(user__username="revoked").update(revoked_at=timezone.now())
    User.objects.filter(username="inactive").update(is_active=False)

    issued = dict(line.split("\t") for line in run("issue_tokens").splitlines())
    assert set(issued) == {"none", "expired", "revoked"}
    assert all(works(key) for key in issued.values())
    assert run("issue_tokens") == ""


def test_a_bar_is_shown_where_there_is_something_to_do(alice, capsys):
    run("issue_tokens")
    run("prune_tokens")
    assert "%" not in capsys.readouterr().err
    Token.objects.update(revoked_at=timezone.now())
    run("prune_tokens")
    assert "Pruning tokens" in capsys.readouterr().err


def test_prune_tokens_deletes_what_no_request_can_use_again(alice, bob, api_as):
    old = timezone.now() - timedelta(days=30)
    Token.objects.create(user=alice, created=old)
    Token.objects.create(user=alice, revoked_at=timezone.now())
    Registration.objects.create(username="x", created_at=old)
    Registration.objects.create(username="y")
    assert run("prune_tokens").splitlines() == [
        "2 tokens deleted.",
        "1 registrations deleted.",
        "0 sign-in codes deleted.",
        "0 reserved names deleted.",
    ]
    assert Token.objects.count() == 2
    assert Registration.objects.get().username == "y"
    assert api_as(alice).get("/accounts/api/me").status_code == 200


def test_prune_tokens_works_in_batches(alice, monkeypatch):
    monkeypatch.setattr("accounts.management.commands.prune_tokens.BATCH", 2)
    Token.objects.bulk_create(
        Token(user=alice, digest=str(n), revoked_at=timezone.now()) for n in range(5)
    )
    assert "5 tokens deleted." in run("prune_tokens")


class TestImportAuthtoken:
    KEY = "9944b09199c62bcf9418ad846dd0e4bbdfc6ee4b"

    @pytest.fixture
    def old_table(self, alice):
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE authtoken_token (key varchar(40), user_id bigint)")
            cursor.execute("INSERT INTO authtoken_token VALUES (%s, %s)", [self.KEY, alice.pk])

    def test_keeps_every_client_signed_in_and_no_key_in_clear(self, alice, old_table):
        assert not works(self.KEY)
        assert run("import_authtoken") == "1 of 1 tokens taken over.\n"
        assert works(self.KEY)
        token = Token.objects.get(name="rest_framework.authtoken")
        assert self.KEY not in repr(vars(token))

    def test_can_be_run_again(self, old_table):
        run("import_authtoken")
        assert run("import_authtoken") == "0 of 1 tokens taken over.\n"

    def test_does_not_bring_a_key_back_that_was_replaced(self, old_table):
        run("import_authtoken")
        token = Token.objects.get(name="rest_framework.authtoken")
        rotating.rotate(token, now=timezone.now(), overlap=timedelta(0))
        assert run("import_authtoken") == "0 of 1 tokens taken over.\n"
        assert not works(self.KEY)

    def test_says_so_when_there_is_nothing_to_take_over(self, db):
        with pytest.raises(CommandError, match="nothing to take over"):
            run("import_authtoken")
