"""When and from where a session was opened: kept in the session's data."""

from datetime import datetime

import structlog
from django.http import HttpRequest
from django.utils import timezone

from accounts.addresses import client_address

logger = structlog.get_logger(__name__)

OPENED = "_opened"


def describe_opening(sender, request, user, **kwargs) -> None:
    """Note when and where a session was opened; receives ``user_logged_in``."""
    if request is not None and hasattr(request, "session"):
        request.session[OPENED] = {
            "at": timezone.now().isoformat(),
            "address": client_address(request),
            "user_agent": request.headers.get("User-Agent", "")[:200],
        }
        logger.info("signed in", user=user.get_username(), scheme="session")


def signed_in_at(request: HttpRequest) -> datetime | None:
    """When this browser's session was opened; None if it does not say."""
    opened = request.session.get(OPENED)
    return datetime.fromisoformat(opened["at"]) if opened else None
