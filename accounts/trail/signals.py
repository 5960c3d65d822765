from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models.signals import post_save

from accounts.events import happened
from accounts.trail.keeping import keep

#: By ``LogEntry.action_flag``.
STAFF = {1: "staff added", 2: "staff changed", 3: "staff deleted"}


def connect() -> None:
    happened.connect(keep, dispatch_uid="accounts.trail.keep")
    if apps.is_installed("django.contrib.admin"):
        from django.contrib.admin.models import LogEntry

        post_save.connect(keep_history, sender=LogEntry, dispatch_uid="accounts.trail.history")


def keep_history(instance: Any, created: bool, raw: bool, **kwargs: Any) -> None:
    """Keep what staff do, which is in the admin's history as well."""
    if not created or raw:
        return
    about = {"actor": instance.user, "what": _named(instance)}
    if instance.content_type and instance.content_type.model_class() is get_user_model():
        about["user"] = (
            instance.content_type.model_class().objects.filter(pk=instance.object_id).first()
            or None
        )
    keep(STAFF[instance.action_flag], about)


def _named(entry: Any) -> str:
    kind = entry.content_type.model if entry.content_type else ""
    return f"{kind} {entry.object_repr}"
