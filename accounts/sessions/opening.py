"""When and from where a session was opened: kept in the session's data."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.addresses import client_address
from accounts.conf import conf
from accounts.events import get_logger
from accounts.passwords.guessing import SIGNED_IN, is_known
from accounts.people import notices
from accounts.sessions import methods
from accounts.sessions.browsers import browser_name

if TYPE_CHECKING:
    from accounts.people.models import User

logger = get_logger(__name__)

OPENED = "_opened"


def describe_opening(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """Note when and where a session was opened; receives ``user_logged_in``."""
    if request is not None and hasattr(request, "session"):
        request.session[OPENED] = {
            "at": timezone.now().isoformat(),
            "address": client_address(request),
            "user_agent": request.headers.get("User-Agent", "")[:200],
            "by": methods.noted(request),
        }
        logger.info("signed in", user=user, scheme="session")
        # Nobody is warned of their first sign-in: there is no browser to tell it from.
        if user.last_login and not is_known(request, user.get_username(), by=[SIGNED_IN]):
            browser = browser_name(request.session[OPENED]["user_agent"])
            notices.tell(user, "new browser", request=request, browser=browser)
        make_room(user, now=timezone.now())


def note_closing(sender: Any, user: User | None, **kwargs: Any) -> None:
    """Note that somebody signed out; receives ``user_logged_out``."""
    if user is not None:
        logger.info("signed out", user=user, scheme="session")


def make_room(user: User, *, now: datetime) -> None:
    """End the sessions of ``user`` that were not used for longest, so that one more has room."""
    from accounts.sessions.models import Session

    live = Session.objects.live(now=now).filter(user=user)
    surplus = list(live.values_list("pk", flat=True)[conf.MAX_SESSIONS - 1 :])
    if surplus:
        Session.objects.filter(pk__in=surplus).delete()
        logger.warning("sessions make room", user=user, ended=len(surplus))


def signed_in_at(request: HttpRequest) -> datetime | None:
    """When this browser's session was opened; None if it does not say."""
    opened = request.session.get(OPENED)
    return datetime.fromisoformat(opened["at"]) if opened else None


def proved_by(request: HttpRequest) -> list[str]:
    """How the person of this session proved who they are: see ``methods``; empty if unknown."""
    proofs: list[str] = request.session.get(OPENED, {}).get("by", [])
    return proofs
