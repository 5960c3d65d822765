from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.trail.conf import conf
from accounts.trail.models import Entry

BATCH = 1000  # rows a transaction: short locks, and a stop in the middle loses nothing


class Command(BaseCommand):
    help = "Delete the entries of the trail that are older than TRAIL_DAYS."

    def handle(self, *args: Any, **options: Any) -> None:
        before = timezone.now() - timedelta(days=conf.TRAIL_DAYS)
        total = 0
        while deleted := Entry.objects.prune(before=before, most=BATCH):
            total += deleted
        self.stdout.write(f"{total} entries of the trail deleted.")
