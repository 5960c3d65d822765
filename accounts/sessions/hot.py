"""
The session of a request that is answered in one statement, as ``accounts.tokens.hot`` has it.

``store`` and Django's ``get_user`` are the usual way, and have the rules.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.core import signing
from django.db.models import QuerySet
from django.http import parse_cookie
from django.middleware.csrf import CSRF_SECRET_LENGTH
from django.utils.crypto import constant_time_compare
from django.utils.module_loading import import_string

from accounts.clocks import is_from_future
from accounts.passwords.backend import PasswordBackend
from accounts.people.models import User
from accounts.sessions.models import Session
from accounts.sessions.store import SessionStore, is_to_be_renewed

COLUMNS = (
    "user_id",
    "user__is_active",
    "user__password",
    "user__security_stamp",
    "session_data",
    "created_at",
    "last_used_at",
    "expire_date",
)


class Found(NamedTuple):
    """The columns, and what was asked for."""

    user_id: int
    is_active: bool
    password: str
    security_stamp: str
    session_data: str
    created_at: datetime
    last_used_at: datetime
    expire_date: datetime
    answer: Any
    scopes: None = None  # nothing bounds a session


def rows(digest: Any, answer: Any) -> QuerySet[Session, Any]:
    """Find the session of ``digest`` and, beside it, ``answer``: an expression over sessions."""
    found = Session.objects.order_by().filter(session_key=digest, user__isnull=False)
    return found.values_list(*COLUMNS, answer)


def key_of(environ: dict[str, Any]) -> str | None:
    """Return the session's key in the cookie of a request that only reads, else None."""
    if environ["REQUEST_METHOD"] != "GET" or "HTTP_AUTHORIZATION" in environ:
        return None
    header = environ.get("HTTP_COOKIE", "")
    if not header.isascii():  # Django reads it as UTF-8
        return None
    cookies = parse_cookie(header)
    csrf = cookies.get(settings.CSRF_COOKIE_NAME)
    if csrf is not None and not _is_usual(csrf):
        return None  # Django sets another
    return cookies.get(settings.SESSION_COOKIE_NAME) or None


def _is_usual(csrf: str) -> bool:
    return len(csrf) == CSRF_SECRET_LENGTH and csrf.isascii() and csrf.isalnum()


def judged(row: list[Any] | None, *, now: datetime) -> Found | None:
    """Return what ``rows`` found, or None where the usual way has more to say, or to write."""
    session = row and Found(*row)
    if not session or not session.is_active or now >= session.expire_date:
        return None
    if is_from_future(session.created_at, now=now) or is_to_be_renewed(session, now=now):
        return None
    return session if _is_of_its_user(session) else None


def _is_of_its_user(session: Found) -> bool:
    """Tell whether the session is bound to its user's password and stamp, as they are now."""
    store = SessionStore()
    try:  # ``store.decode`` logs what it cannot read, which the usual way does once more
        data = signing.loads(session.session_data, salt=store.key_salt, serializer=store.serializer)
        hash_ = _user_of(session).get_session_auth_hash()
    except Exception:
        return False
    return (
        data.get(SESSION_KEY) == str(session.user_id)
        and _finds_people_as_usual(data.get(BACKEND_SESSION_KEY))
        and constant_time_compare(data.get(HASH_SESSION_KEY, ""), hash_)
    )


def _user_of(session: Found) -> User:
    """Return one with these columns alone: ``User(…)`` makes defaults for all, which takes long."""
    names = ("password", "security_stamp")
    return User.from_db(None, names, [getattr(session, name) for name in names])


def _finds_people_as_usual(backend: str) -> bool:
    """Tell whether the columns say what ``get_user`` of this backend would."""
    if backend not in settings.AUTHENTICATION_BACKENDS:
        return False
    return import_string(backend).get_user is PasswordBackend.get_user
