from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from accounts.conf import conf
from accounts.models import User
from accounts.tokens import reminding

#: Failures after which the mail server is away. A few bad addresses, in random order, are fewer.
IN_A_ROW = 5


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
        told: list[bool | None] = []
        for user in User.objects.filter(pk__in=owners).order_by("?"):
            told.append(reminding.remind(user, now=now))
            if told[-IN_A_ROW:] == [False] * IN_A_ROW:
                self.stderr.write("The mail server takes nothing. Try again later.")
                break
        sent, failed = told.count(True), told.count(False)
        self.stdout.write(f"Mails about tokens that end soon: {sent} sent, {failed} failed.")
