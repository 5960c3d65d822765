"""The trail's part of the file that a person can download."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from accounts.trail.api import EntrySerializer
from accounts.trail.models import Entry

if TYPE_CHECKING:
    from accounts.people.models import User


def activity(user: User) -> list[Any]:
    """Return what happened to the account of ``user``, the latest first, as the API shows it."""
    return list(EntrySerializer(Entry.objects.about(user), many=True).data)
