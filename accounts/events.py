"""
Events of accounts: signed in, password refused, token issued, and so on.

Each is written down once, where it happens: ``get_logger(__name__).info("signed in",
user=user)``. That is a line in the log, and the signal ``happened`` for whoever keeps events
or tells people of them. The values go to both, so none of them is ever a secret.
"""

from __future__ import annotations

from typing import Any

import structlog
from django.contrib.auth.base_user import AbstractBaseUser
from django.dispatch import Signal

#: Sent with ``event``, the words of the log line, and ``about``, its values. ``about["user"]``
#: is the person, or the name that somebody typed and that may be nobody's.
happened = Signal(use_caching=True)


class Logger:
    """structlog's, for what happens to accounts; users are logged by their names."""

    def __init__(self, name: str) -> None:
        self._logger = structlog.get_logger(name)

    def info(self, event: str, **about: Any) -> None:
        self._logger.info(event, **_named(about))
        happened.send(sender=Logger, event=event, about=about)

    def warning(self, event: str, **about: Any) -> None:
        self._logger.warning(event, **_named(about))
        happened.send(sender=Logger, event=event, about=about)

    def error(self, event: str, **about: Any) -> None:
        self._logger.error(event, **_named(about))


def get_logger(name: str) -> Logger:
    return Logger(name)


def _named(about: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.get_username() if isinstance(value, AbstractBaseUser) else value
        for name, value in about.items()
    }
