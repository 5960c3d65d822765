"""Warnings about settings that are odd, but do not stop the start."""

import os
from typing import Any

from django.conf import global_settings, settings
from django.core.checks import CheckMessage, Tags, Warning, register

from accounts.conf import conf
from config import environment


@register(Tags.compatibility)
def misspelt_settings(**kwargs: Any) -> list[CheckMessage]:
    """A setting whose name is misspelt would be ignored in silence."""
    return [
        Warning(
            f"{name} is not a setting.",
            hint=f"Did you mean {near}?" if near else ".env.example lists every setting.",
            id="config.W001",
        )
        for name, near in environment.misspelt(settings.BASE_DIR / ".env.example").items()
    ]


@register(Tags.compatibility)
def misplaced_settings(**kwargs: Any) -> list[CheckMessage]:
    """A setting of an app or of Django in the environment would be ignored in silence."""
    example = (settings.BASE_DIR / ".env.example").read_text()
    apps = {name for name in [*dir(conf), *dir(global_settings)] if name.isupper()}
    return [
        Warning(
            f"{name} is not read from the environment.",
            hint="Set it in config/settings.py.",
            id="config.W003",
        )
        for name in sorted(apps & os.environ.keys())
        if f"{name}=" not in example
    ]


@register(Tags.urls)
def chosen_issuer(**kwargs: Any) -> list[CheckMessage]:
    """Of several names, the one in mails and discovery documents should be chosen."""
    full = [host for host in settings.ALLOWED_HOSTS if not host.startswith(".")]
    if settings.DEBUG or environment.text("ISSUER") or len(full) < 2:
        return []
    return [
        Warning(
            f"ISSUER is not set, so this site calls itself {settings.ISSUER}.",
            hint="Set ISSUER to the address that mails and discovery documents should name.",
            id="config.W002",
        )
    ]
