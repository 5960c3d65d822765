"""
Sessions that belong to somebody, end in time, and cannot be lifted from a dump.

Django's database sessions, with three changes: the row is found by a digest of
the cookie, it says whose it is, and it ends after a time without requests
(``SESSION_COOKIE_AGE``) and in any case ``SESSION_ABSOLUTE_AGE`` after sign-in.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore
from django.db import OperationalError
from django.db.models import CharField, DateTimeField, QuerySet
from django.utils import timezone

from accounts.clocks import is_from_future
from accounts.conf import conf
from accounts.digests import digest
from accounts.sessions.opening import OPENED
from accounts.statements import Slot, Statement

TOUCH_EVERY = timedelta(minutes=5)  # an idle clock this coarse saves a write a request


class SessionStore(DatabaseSessionStore):
    #: Whether the row's end moved on in this request: then the cookie's has to follow.
    is_renewed = False

    @classmethod
    def get_model_class(cls) -> Any:
        from accounts.sessions.models import Session

        return Session

    def _get_session_from_db(self) -> Any:
        now, sessions = timezone.now(), self.get_model_class().objects
        row = _LIVE.first(key=digest(self.session_key or ""), now=now)
        if row is None or is_from_future(row.created_at, now=now):
            self._session_key = None
            return None
        if is_to_be_renewed(row, now=now):
            sessions.filter(pk=row.pk).update(
                last_used_at=now, expire_date=end_of(row.created_at, now=now)
            )
            self.is_renewed = True
        return row

    def get_expiry_age(self, **kwargs: Any) -> int:
        """Return the seconds that the cookie lasts from now on: as long as the row, no longer."""
        opened = self.get(OPENED)
        if not opened:
            return super().get_expiry_age(**kwargs)
        now = timezone.now()
        left = end_of(datetime.fromisoformat(opened["at"]), now=now) - now
        return max(0, int(left.total_seconds()))

    def exists(self, session_key: Any) -> Any:
        return super().exists(digest(session_key))

    def delete(self, session_key: Any = None) -> None:
        session_key = session_key or self.session_key
        if session_key is not None:
            self.model.objects.filter(session_key=digest(session_key)).delete()

    def save(self, must_create: bool = False) -> None:
        """:raises OperationalError: Django says "deleted meanwhile" of a database that is away."""
        try:
            super().save(must_create)
        except UpdateError as error:
            if isinstance(error.__context__, OperationalError):
                raise error.__context__ from None
            raise

    def create_model_instance(self, data: Any) -> Any:
        now = timezone.now()
        opened = data.get(OPENED, {})
        created_at = datetime.fromisoformat(opened["at"]) if opened else now
        return self.get_model_class()(
            session_key=digest(self._get_or_create_session_key()),  # type: ignore[attr-defined]  # not in the stubs
            session_data=self.encode(data),
            expire_date=end_of(created_at, now=now),
            user_id=data.get(SESSION_KEY),
            created_at=created_at,
            last_used_at=now,
            address=opened.get("address"),
            user_agent=opened.get("user_agent", ""),
        )


def _live() -> QuerySet[Any, Any]:
    sessions: QuerySet[Any, Any] = SessionStore.get_model_class().objects.all()
    return sessions.filter(
        session_key=Slot("key", CharField()), expire_date__gt=Slot("now", DateTimeField())
    )


_LIVE = Statement(_live)


def is_to_be_renewed(row: Any, *, now: datetime) -> bool:
    """Tell whether the use of the session ``row`` at ``now`` moves its end on."""
    return now - row.last_used_at >= TOUCH_EVERY or is_from_future(row.last_used_at, now=now)


def end_of(created_at: datetime, *, now: datetime) -> datetime:
    """When a session used at ``now`` ends: by being idle, or by age (ASVS 5.0 V7.3)."""
    return min(
        now + timedelta(seconds=settings.SESSION_COOKIE_AGE),
        created_at + timedelta(seconds=conf.SESSION_ABSOLUTE_AGE),
    )
