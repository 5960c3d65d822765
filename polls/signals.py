from typing import Any

from django.conf import settings
from django.db import connections
from django.db.models import QuerySet
from django.db.models.signals import pre_delete

from polls import voting

#: On a queryset: the transaction block in which all of its users are held.
HELD_IN = "_votes_are_held_in"


def connect() -> None:
    pre_delete.connect(
        lock_votes_of_user,
        sender=settings.AUTH_USER_MODEL,
        dispatch_uid="polls.lock_votes_of_user",
    )


def lock_votes_of_user(
    sender: Any, instance: Any, using: str, origin: Any = None, **kwargs: Any
) -> None:
    """
    Deleting users deletes votes: take the locks in the order of voters.

    Django announces the users of a queryset one by one. All of them are held at the first: two
    deletions with somebody in common would wait in a circle otherwise.
    """
    users = sender._base_manager.using(using).filter(pk=instance.pk)
    if isinstance(origin, QuerySet) and issubclass(origin.model, sender):
        call: Any = connections[using].atomic_blocks[-1]  # each ``delete()`` has a block of its own
        if getattr(origin, HELD_IN, None) is call:
            return
        setattr(origin, HELD_IN, call)
        users = sender._base_manager.using(using).filter(pk__in=origin.order_by().values("pk"))
    voting.lock_votes_of(users)
