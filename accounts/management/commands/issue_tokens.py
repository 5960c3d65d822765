from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef
from django.utils import timezone
from rich.console import Console
from rich.progress import track

from accounts.models import Token, User


class Command(BaseCommand):
    help = "Make a token for each active user who has no live one, and print user and key."

    def handle(self, *args: Any, **options: Any) -> None:
        live = Token.objects.live(now=timezone.now()).filter(user=OuterRef("pk"))
        without = User.objects.filter(~Exists(live), is_active=True)
        total = without.count()
        # Keys go to stdout, to be piped to where they are kept; progress goes to stderr.
        for user in track(
            without.iterator(),
            "Issuing tokens",
            total=total,
            console=Console(stderr=True),
            disable=not total,
        ):
            token = Token.objects.create(user=user, name="issue_tokens")
            self.stdout.write(f"{user.get_username()}\t{token.key}")
        self.stderr.write(f"{total} tokens issued.")
