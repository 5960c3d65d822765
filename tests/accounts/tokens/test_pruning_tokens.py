"""prune_tokens deletes what no request can use again, in batches."""

from datetime import timedelta

from django.utils import timezone

from accounts.models import Registration, Token
from tests.accounts.tokens.test_commands import run


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
