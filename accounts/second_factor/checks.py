from typing import Any

from django.conf import settings
from django.core.checks import Error, register
from django.utils.module_loading import import_string

from accounts.second_factor.middleware import SecondStepMiddleware


def connect() -> None:
    register(check_second_step_is_asked, "accounts")


def check_second_step_is_asked(**kwargs: Any) -> list[Error]:
    """Without it, people with a second factor would see an error in place of a question."""
    classes = [import_string(path) for path in settings.MIDDLEWARE]
    if any(isinstance(one, type) and issubclass(one, SecondStepMiddleware) for one in classes):
        return []
    return [
        Error(
            "No middleware leads from the sign-in page to the question for a code.",
            hint='Add "accounts.second_factor.middleware.SecondStepMiddleware" to MIDDLEWARE.',
            id="accounts.second_factor.E001",
        )
    ]
