"""The request in which something happens, and the failures that wait for its end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.functional import SimpleLazyObject

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.trail.models import Entry


@dataclass
class Context:
    request: HttpRequest
    failures: list[Entry] = field(default_factory=list)

    def actor(self) -> Any:
        """Return who acts, as far as the request knows by now: nothing is looked up for it."""
        user: Any = getattr(self.request, "user", None)
        if isinstance(user, SimpleLazyObject):
            user = getattr(self.request, "_cached_user", None)
        return user if user is not None and user.is_authenticated else None


_current: ContextVar[Context | None] = ContextVar("accounts_trail", default=None)


def current() -> Context | None:
    return _current.get()


@contextmanager
def entered(request: HttpRequest) -> Iterator[Context]:
    context = Context(request)
    before = _current.set(context)
    try:
        yield context
    finally:
        _current.reset(before)
