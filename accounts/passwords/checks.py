from typing import Any

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.core.checks import Error
from django.utils.module_loading import import_string

from accounts.passwords.backend import PasswordBackend


def check_password_door(**kwargs: Any) -> list[Error]:
    unlimited = [
        path
        for path in settings.AUTHENTICATION_BACKENDS
        if issubclass(backend := import_string(path), ModelBackend)
        and not issubclass(backend, PasswordBackend)
    ]
    if not unlimited:
        return []
    return [
        Error(
            f"{', '.join(unlimited)} takes passwords without counting guesses.",
            hint="Use accounts.passwords.backend.PasswordBackend, or a subclass of it.",
            id="accounts.E004",
        )
    ]
