from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from rich.console import Console
from rich.progress import track

from accounts import digests
from accounts.models import Token

TABLE = "authtoken_token"


class Command(BaseCommand):
    help = (
        "Take over the keys of rest_framework.authtoken: clients go on with the key they have. "
        "Each gets TOKEN_EXPIRE_TIME from now. Drop the old table afterwards: it holds clear keys."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if TABLE not in connection.introspection.table_names():
            raise CommandError(f"There is no table {TABLE} in this database: nothing to take over.")
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT key, user_id FROM {TABLE}")  # noqa: S608  a constant
            rows = cursor.fetchall()
        # A key that was replaced here does not come back.
        known = {one for pair in Token.objects.values_list("digest", "old_digest") for one in pair}
        now, new = timezone.now(), []
        for key, user_id in track(rows, "Taking over", console=Console(stderr=True)):
            if (digest := digests.digest(key)) not in known:
                new.append(
                    Token(
                        user_id=user_id,
                        name="rest_framework.authtoken",
                        digest=digest,
                        hint=key[:4],
                        created=now,
                    )
                )
        Token.objects.bulk_create(new, batch_size=1000)
        self.stdout.write(f"{len(new)} of {len(rows)} tokens taken over.")
