from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register
from django.utils.module_loading import import_string

from accounts.trail.conf import conf
from accounts.trail.middleware import TrailMiddleware

LONGEST = 100 * 366  # days


def connect() -> None:
    register(check_days, "accounts")
    register(check_middleware, "accounts")


def check_days(**kwargs: Any) -> list[CheckMessage]:
    days = conf.TRAIL_DAYS
    if type(days) is int and 1 <= days <= LONGEST:
        return []
    return [
        Error(
            f"TRAIL_DAYS is {days!r}, not a whole number from 1 to {LONGEST}.",
            hint="Set it to the days for which the trail is kept, or leave it out: 400.",
            id="accounts.trail.E001",
        )
    ]


def check_middleware(**kwargs: Any) -> list[CheckMessage]:
    """Without it, no entry says from which address or by whom."""
    classes = map(import_string, settings.MIDDLEWARE)
    if any(isinstance(found, type) and issubclass(found, TrailMiddleware) for found in classes):
        return []
    return [
        Warning(
            "The entries of the trail name neither the address nor the person who acted.",
            hint='Add "accounts.trail.middleware.TrailMiddleware" to the end of MIDDLEWARE.',
            id="accounts.trail.W001",
        )
    ]
