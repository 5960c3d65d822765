"""
The names that people gave up or left behind: nobody else takes one for ``NAME_REUSE_DAYS``.

People who knew the old owner would take the new one for them. A name that is reserved is refused
in the words in which a name is refused that somebody has.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts import names
from accounts.conf import conf

if TYPE_CHECKING:
    from accounts.people.models import User


class ReservedName(models.Model):
    """A name that somebody had, by its key. ``holder`` has another one now; None: they left."""

    key = models.CharField(max_length=names.MAX_KEY, unique=True)
    until = models.DateTimeField()
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="names_given_up"
    )

    class Meta:
        verbose_name, verbose_name_plural = _("reserved name"), _("reserved names")
        default_permissions = ()

    def __str__(self) -> str:
        return self.key


def reserve(username: str, *, now: datetime, holder: User | None = None) -> None:
    """Keep ``username`` from everybody; ``holder``, who has another name now, can take it back."""
    until = now + timedelta(days=conf.NAME_REUSE_DAYS)
    key = names.username_key(username)
    ReservedName.objects.update_or_create(key=key, defaults={"until": until, "holder": holder})


def release(username: str) -> None:
    ReservedName.objects.filter(key=names.username_key(username)).delete()


def forget(holder: User) -> None:
    """Keep the names that ``holder`` gave up from everybody: they leave."""
    ReservedName.objects.filter(holder=holder).update(holder=None)


def is_reserved(username: str, *, now: datetime, besides: User | None = None) -> bool:
    """Tell whether ``username`` is kept, for somebody else than ``besides``."""
    return bool(among([names.username_key(username)], now=now, besides=besides))


def among(keys: Iterable[str], *, now: datetime, besides: User | None = None) -> set[str]:
    """Return those of ``keys`` (see ``names.username_key``) that are reserved."""
    found = ReservedName.objects.filter(key__in=list(keys), until__gt=now)
    if besides is not None and besides.pk:
        found = found.exclude(holder=besides)
    return set(found.values_list("key", flat=True))
