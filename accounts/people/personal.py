"""
Everything that is held about one person, for that person to keep.

The account and what can act for it are told here. Apps that hold more name a function in
``PERSONAL_DATA``. Nothing in it lets anybody in: no key, no hash and no secret.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import import_string

from accounts import credentials
from accounts.conf import conf

if TYPE_CHECKING:
    from accounts.people.models import User

FILE_NAME = "my-data.json"
HEADERS = {"Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
COLUMNS = (
    *("id", "username", "first_name", "last_name", "email", "email_verified_at"),
    *("time_zone", "language"),
    *("date_joined", "last_login", "is_active", "is_staff", "is_superuser", "username_changed_at"),
)


def of(user: User, *, now: datetime) -> dict[str, Any]:
    """Return what is held about ``user`` at ``now``: strings, numbers, times, lists and dicts."""
    account = {name: getattr(user, name) for name in COLUMNS}
    account["groups"] = [group.name for group in user.groups.order_by("name")]
    account["names_given_up"] = list(user.names_given_up.order_by("key").values("key", "until"))
    more = {name: import_string(path)(user) for name, path in conf.PERSONAL_DATA.items()}
    return {"account": account, "access": _access(user, now=now), **more}


def _access(user: User, *, now: datetime) -> dict[str, list[dict[str, Any]]]:
    return {
        kind.name: [_described(held) for held in kind.held(user, now=now)]
        for kind in credentials.kinds()
    }


def _described(held: credentials.Held) -> dict[str, Any]:
    """Without ``id``, which can be the digest of a session, and ``is_current``."""
    return {k: v for k, v in asdict(held).items() if k not in ("id", "is_current")}
