from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.management.commands import createsuperuser
from django.db.models.signals import post_save


class Command(createsuperuser.Command):
    """Django's command; it also prints the key of the first token, which nobody can read later."""

    def handle(self, *args: Any, **options: Any) -> Any:
        post_save.connect(self.show_key, sender=get_user_model())
        try:
            return super().handle(*args, **options)
        finally:
            post_save.disconnect(self.show_key, sender=get_user_model())

    def show_key(self, instance: Any, created: bool, **kwargs: Any) -> None:
        # Connected last, so the first token is already there.
        if created:
            self.stdout.write(f"Token, shown once: {instance.initial_token.key}")
