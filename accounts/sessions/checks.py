from typing import Any

from django.conf import settings
from django.core.checks import Error
from django.utils.module_loading import import_string

from accounts.sessions.store import SessionStore


def check_session_engine(**kwargs: Any) -> list[Error]:
    """Without rows that say whose they are, "sign out everywhere" would end nothing."""
    if issubclass(import_string(f"{settings.SESSION_ENGINE}.SessionStore"), SessionStore):
        return []
    return [
        Error(
            f"The sessions of {settings.SESSION_ENGINE} cannot be listed or ended by their owner.",
            hint='Set SESSION_ENGINE = "accounts.sessions.store".',
            id="accounts.E005",
        )
    ]
