"""
The names of people who left: nobody takes one for ``NAME_REUSE_DAYS``.

Whoever knew the old owner would take the new one for them. A name that is reserved is refused
in the words in which a name is refused that somebody has.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import names
from accounts.conf import conf


class ReservedName(models.Model):
    """The name of somebody who left, by its key alone."""

    key = models.CharField(max_length=names.MAX_KEY, unique=True)
    until = models.DateTimeField()

    class Meta:
        verbose_name, verbose_name_plural = _("reserved name"), _("reserved names")
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


def reserve(username: str, *, now: datetime) -> None:
    until = now + timedelta(days=conf.NAME_REUSE_DAYS)
    key = names.username_key(username)
    ReservedName.objects.update_or_create(key=key, defaults={"until": until})


def is_reserved(username: str, *, now: datetime) -> bool:
    return bool(among([names.username_key(username)], now=now))


def among(keys: Iterable[str], *, now: datetime) -> set[str]:
    """Return those of ``keys`` (see ``names.username_key``) that are reserved."""
    found = ReservedName.objects.filter(key__in=list(keys), until__gt=now)
    return set(found.values_list("key", flat=True))
