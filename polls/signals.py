from typing import Any

from django.conf import settings
from django.db.models.signals import pre_delete

from polls import voting


def connect() -> None:
    pre_delete.connect(
        lock_votes_of_user,
        sender=settings.AUTH_USER_MODEL,
        dispatch_uid="polls.lock_votes_of_user",
    )


def lock_votes_of_user(sender: Any, instance: Any, using: str, **kwargs: Any) -> None:
    """Deleting a user deletes votes: take the locks in the order of voters."""
    voting.lock_votes_of(instance, using=using)
