from datetime import datetime

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.credentials import Held, Kind, kinds
from accounts.digests import digest
from accounts.ends import take_turn
from accounts.events import get_logger
from accounts.people.models import User
from accounts.sessions.models import Session

logger = get_logger(__name__)


class SessionKind(Kind):
    """A browser that is signed in."""

    name = "sessions"
    title = _("Sessions")
    label_title = _("Browser")
    none = _("None: no browser is signed in.")
    end_title = _("End")
    viewset = "accounts.sessions.api.SessionViewSet"
    admin_list = "accounts_session_changelist"

    def held(self, user: User, *, now: datetime, request: HttpRequest | None = None) -> list[Held]:
        current = current_key(request)
        return [
            Held(
                id=session.session_key,
                label=session.browser or str(_("unknown")),
                created_at=session.created_at,
                last_used_at=session.last_used_at,
                address=session.address,
                is_current=session.session_key == current,
            )
            for session in Session.objects.live(now=now).filter(user=user)
        ]

    def end(self, user: User, pk: str, *, now: datetime) -> bool:
        """End it, and what was created in it: a thief may have done so."""
        ended = self._end(user, now=now, session_key=pk)
        if ended:
            logger.info("session ended", user=user, scheme="session")
        return bool(ended)

    def end_all(self, user: User, *, now: datetime) -> dict[str, int]:
        return {"sessions": self._end(user, now=now)}

    @transaction.atomic
    def _end(self, user: User, *, now: datetime, **which: str) -> int:
        take_turn(user.pk)
        sessions = Session.objects.filter(user=user, **which)
        keys = list(sessions.values_list("pk", flat=True))
        for kind in kinds():
            kind.end_made_in(user, keys, now=now)
        ended: int = sessions.delete()[0]
        return ended


def current_key(request: HttpRequest | None) -> str | None:
    """Return the ``session_key`` of the session that ``request`` came with; None without one."""
    key = request.session.session_key if request is not None else None
    return digest(key) if key else None
