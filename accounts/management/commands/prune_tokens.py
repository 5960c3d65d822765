from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from rich.console import Console
from rich.progress import Progress

from accounts.codes.one_time import LIFETIME
from accounts.models import Registration, ReservedName, SignInCode, Token

BATCH = 1000  # rows a transaction: short locks, and a stop in the middle loses nothing


class Command(BaseCommand):
    help = (
        "Delete tokens that expired or were revoked, registrations nobody confirmed, sign-in codes "
        "nobody used, and the names that people gave up or left long ago."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        self.delete("tokens", Token.objects.dead(now=now))
        self.delete(
            "registrations",
            Registration.objects.filter(created_at__lt=now - Registration.LIFETIME),
        )
        self.delete("sign-in codes", SignInCode.objects.filter(made_at__lte=now - LIFETIME))
        self.delete("reserved names", ReservedName.objects.filter(until__lte=now))

    def delete(self, name: str, queryset: Any) -> None:
        total = queryset.count()
        with Progress(console=Console(stderr=True), disable=not total) as progress:
            task = progress.add_task(f"Pruning {name}", total=total)
            while batch := list(queryset.order_by("pk").values_list("pk", flat=True)[:BATCH]):
                queryset.model.objects.filter(pk__in=batch).delete()
                progress.advance(task, len(batch))
            done = int(progress.tasks[task].completed)
        self.stdout.write(f"{done} {name} deleted.")
