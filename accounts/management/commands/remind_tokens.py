from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.conf import conf
from accounts.models import User
from accounts.tokens import reminding


class Command(BaseCommand):
    help = (
        "Mail people whose named tokens end within a week, once for each token. "
        "A mail that cannot be sent is tried again at the next run."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if not conf.SECURITY_MAILS:
            self.stdout.write("SECURITY_MAILS is off: nobody is reminded of tokens.")
            return
        now = timezone.now()
        owners = reminding.due(now=now).order_by().values("user")
        told = [
            reminding.remind(user, now=now)
            for user in User.objects.filter(pk__in=owners).order_by("pk")
        ]
        sent, failed = told.count(True), told.count(False)
        self.stdout.write(f"Mails about tokens that end soon: {sent} sent, {failed} failed.")
