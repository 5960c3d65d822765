from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.db.models.signals import pre_delete

from polls import voting


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

    Django announces the users of a queryset one by one, by primary key. All of them are held
    at the first: two deletions with somebody in common would wait in a circle otherwise.
    """
    users = sender._base_manager.using(using).filter(pk=instance.pk)
    if isinstance(origin, QuerySet) and issubclass(origin.model, sender):
        users = sender._base_manager.using(using).filter(pk__in=origin.order_by().values("pk"))
        if users.order_by("pk").values_list("pk", flat=True).first() != instance.pk:
            return
    voting.lock_votes_of(users)
