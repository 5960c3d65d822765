"""Commands make first tokens."""

from datetime import timedelta
from io import StringIO

from django.core.management import call_command
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Token, User


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
