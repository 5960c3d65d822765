from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils import timezone

from accounts.clocks import CLOCK_SKEW
from accounts.sessions.browsers import browser_name


class SessionManager(BaseSessionManager):
    def live(self, *, now: datetime) -> models.QuerySet[Session]:
        """Keep what ``store.SessionStore`` would open at ``now``, the one last used first."""
        sessions: Any = self.order_by("-last_used_at")
        live: models.QuerySet[Session] = sessions.filter(
            expire_date__gt=now, created_at__lte=now + CLOCK_SKEW
        )
        return live


class Session(AbstractBaseSession):
    """
    Django's session row, and whose it is, so that a person can see and end it.

    ``session_key`` is a digest of the cookie: see ``store.SessionStore``.
    """

    session_key = models.CharField(max_length=64, primary_key=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="sessions"
    )
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(default=timezone.now)
    address = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=200, blank=True)

    objects: ClassVar[SessionManager] = SessionManager()

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    def __str__(self) -> str:
        # Django's tells the key; staff and the admin's history read this.
        return f"{self.user or '-'} · {self.browser or '-'}"

    @property
    def browser(self) -> str:
        return browser_name(self.user_agent)

    @classmethod
    def get_session_store_class(cls) -> Any:
        from accounts.sessions.store import SessionStore

        return SessionStore
