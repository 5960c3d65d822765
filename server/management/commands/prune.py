from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from oauth2_provider.models import (
    AccessToken,
    DeviceGrant,
    Grant,
    IDToken,
    RefreshToken,
    clear_expired,
)

from accounts.models import Session
from accounts.oauth.dpop import freshness as proofs
from accounts.oauth.models import MadeIn
from accounts.oauth.pushed import requests as pushed
from accounts.oauth.registration import clients as registered
from server.preflight import require_clock_of_database


class Command(BaseCommand):
    """
    All that is due each day, for one line in a crontab.

    It believes this machine's clock only where the database's agrees.

    An expired access token stays as long as its refresh token, which takes its
    scope from it: one row a person and application, 14 days at most.
    """

    help = (
        "Delete what has expired: tokens, registrations, OAuth2 rows, sessions and old entries "
        "of the trail. "
        "Fold the counters of votes. Remind people of tokens that end soon."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        require_clock_of_database()
        call_command("prune_tokens", stdout=self.stdout)
        call_command("prune_trail", stdout=self.stdout)
        before = count()
        clear_expired()
        registered.unused(now=timezone.now()).delete()
        DeviceGrant.objects.filter(expires__lt=timezone.now()).delete()
        proofs.expired(now=timezone.now()).delete()
        pushed.expired(now=timezone.now()).delete()
        self.stdout.write(f"{before - count()} OAuth2 rows deleted.")
        call_command("clearsocial", age=1)  # days; sign-ins at a provider that nobody finished
        call_command("clearsessions")
        MadeIn.objects.exclude(session_key__in=Session.objects.values("pk")).delete()
        call_command("fold_tallies")
        call_command("remind_tokens", stdout=self.stdout)


def count() -> int:
    return sum(
        model.objects.count() for model in (AccessToken, DeviceGrant, Grant, IDToken, RefreshToken)
    )
