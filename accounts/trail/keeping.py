"""
From an event to its entry.

An entry is written in the transaction of its event: both are stored, or neither. A failure
has to be stored although its request may be rolled back, so it waits for the request's end.
A database that is away then stops no refusal.

A name that somebody typed is kept only if it belongs to an account. People type passwords
into the field for the name.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import structlog
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction

from accounts.addresses import client_address
from accounts.trail.context import current
from accounts.trail.kinds import FAILURES, kind_of
from accounts.trail.models import Entry

logger = structlog.get_logger(__name__)

#: The values of events that say more, in the order in which they are told.
DETAILS = ("provider", "factor", "grant", "reason", "application", "what")
COUNTS = ("sessions", "tokens", "codes", "refresh_tokens", "access_tokens", "consents")


def keep(event: str, about: dict[str, Any], **kwargs: Any) -> None:
    """Store ``event`` if it is of a kind that is kept; receives ``events.happened``."""
    kind, context = kind_of(event, about), current()
    if kind is None or _ended_nothing(event, about):
        return
    entry = Entry(event=kind, **_what(about), **_whence(about))
    if kind not in FAILURES:
        _name(entry, about.get("user"))
        entry.save()
    else:
        entry.typed = about.get("user")  # type: ignore[attr-defined]  # for ``store_failures``
        if context:
            context.failures.append(entry)
        else:
            store_failures([entry])


def store_failures(entries: Iterable[Entry]) -> None:
    for entry in entries:
        try:
            with transaction.atomic():
                _name(entry, entry.typed)  # type: ignore[attr-defined]  # set above
                entry.save()
        except DatabaseError:
            logger.exception("entry of the trail not stored")


def _ended_nothing(event: str, about: dict[str, Any]) -> bool:
    """Ending all access asks every kind; those that held nothing are no news."""
    is_of_all = event in ("access of applications ended", "tokens ended")
    return is_of_all and not any(map(about.get, COUNTS))


def _what(about: dict[str, Any]) -> dict[str, Any]:
    details = [str(about[name]) for name in DETAILS if about.get(name)]
    details += [f"{name}: {about[name]}" for name in COUNTS if about.get(name)]
    return {
        "scheme": about.get("scheme", ""),
        "client": about.get("client_id") or "",
        "hint": about.get("hint", ""),
        "detail": ", ".join(details),
    }


def _whence(about: dict[str, Any]) -> dict[str, Any]:
    context = current()
    if context is None:
        return {}
    actor = about.get("actor") or context.actor()
    return {
        "actor_id": actor.pk if actor else None,
        "actor": actor.get_username() if actor else "",
        "address": client_address(context.request),
        "request_id": structlog.contextvars.get_contextvars().get("request_id", ""),
    }


def _name(entry: Entry, user: Any) -> None:
    if isinstance(user, str):
        user = _owner_of(user)
    if user is not None:
        entry.user_id, entry.username = user.pk, user.get_username()


def _owner_of(name: str) -> Any:
    users: Any = get_user_model()._default_manager
    try:
        return users.get_by_natural_key(name.replace("\0", ""))
    except get_user_model().DoesNotExist:
        return None
