from typing import Any

from django.conf import settings
from django.core.checks import Error
from django.utils.module_loading import import_string

from accounts.conf import conf
from accounts.people.models import User

MOST_DAYS = 100 * 366


def check_user_model(**kwargs: Any) -> list[Error]:
    if User._meta.label == settings.AUTH_USER_MODEL:
        return []
    return [
        Error(
            f"AUTH_USER_MODEL is {settings.AUTH_USER_MODEL!r}: a new password would end nothing.",
            hint='Set AUTH_USER_MODEL = "accounts.User" before the first migration.',
            id="accounts.E006",
        )
    ]


def check_personal_data(**kwargs: Any) -> list[Error]:
    """Found at start, not by the first person who asks for their data."""
    wrong = [name for name, path in conf.PERSONAL_DATA.items() if not _is_part(name, path)]
    if not wrong:
        return []
    return [
        Error(
            f"PERSONAL_DATA has {', '.join(wrong)}, which is taken or names no function.",
            hint='Give the dotted path of a function: {"votes": "polls.personal.votes"}.',
            id="accounts.E010",
        )
    ]


def _is_part(name: str, path: Any) -> bool:
    try:
        return name not in ("account", "access") and callable(import_string(path))
    except (ImportError, AttributeError, TypeError):
        return False


def check_name_reuse(**kwargs: Any) -> list[Error]:
    days: object = conf.NAME_REUSE_DAYS
    if type(days) is int and 0 <= days <= MOST_DAYS:
        return []
    return [
        Error(
            f"NAME_REUSE_DAYS is {days!r}, not a whole number from 0 to {MOST_DAYS}.",
            hint="Set it to the days for which names of people who left are kept, or leave it out.",
            id="accounts.E011",
        )
    ]


def check_name_changes(**kwargs: Any) -> list[Error]:
    days: object = conf.NAME_CHANGE_DAYS
    if type(days) is int and 0 <= days <= MOST_DAYS:
        return []
    return [
        Error(
            f"NAME_CHANGE_DAYS is {days!r}, not a whole number from 0 to {MOST_DAYS}.",
            hint="Set it to the days from one change of a username to the next, or leave it out.",
            id="accounts.E012",
        )
    ]
