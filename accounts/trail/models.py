from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.inserts import InsertsCompiled
from accounts.trail.kinds import choices

if TYPE_CHECKING:
    from accounts.people.models import User


class EntryQuerySet(models.QuerySet["Entry"]):
    def about(self, user: User) -> EntryQuerySet:
        return self.filter(user_id=user.pk)

    @transaction.atomic
    def prune(self, *, before: datetime, most: int) -> int:
        """Delete the oldest entries made before ``before``, ``most`` at most; return how many."""
        old = list(self.filter(at__lt=before).order_by("pk").values_list("pk", flat=True)[:most])
        # The trigger sees this row in this transaction, and nobody else ever does.
        allowed = Pruning.objects.create(before=before)
        self.filter(pk__in=old).delete()
        allowed.delete()
        return len(old)


class Entry(InsertsCompiled):
    """
    Something that happened to an account. The database refuses to change or delete it.

    People are named by id and by name, without a foreign key: an entry outlives its person.
    """

    at = models.DateTimeField(_("time"), default=timezone.now)
    event = models.CharField(_("event"), max_length=40, choices=choices)
    user_id = models.BigIntegerField(null=True)
    username = models.CharField(_("account"), max_length=150, blank=True)
    actor_id = models.BigIntegerField(null=True)
    actor = models.CharField(_("by"), max_length=150, blank=True)
    address = models.GenericIPAddressField(_("address"), null=True)
    scheme = models.CharField(_("scheme"), max_length=20, blank=True)
    #: A ``client_id`` of OAuth2.
    client = models.CharField(_("application"), max_length=100, blank=True)
    #: The beginning of a token, as the lists of tokens show it.
    hint = models.CharField(_("token"), max_length=20, blank=True)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    request_id = models.CharField(_("request"), max_length=64, blank=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("entry"), _("entries")
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["user_id", "id"], name="accounts_trail_of_user"),
            models.Index(fields=["at"], name="accounts_trail_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()}: {self.username}" if self.username else self.event

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry. A value that is too long is cut, so that no event is ever refused."""
        for field in self._meta.concrete_fields:
            value = getattr(self, field.attname)
            if isinstance(field, models.CharField) and isinstance(value, str) and field.max_length:
                setattr(self, field.attname, value[: field.max_length])
        super().save(*args, **kwargs)


class Pruning(models.Model):
    """The time before which entries may be deleted: in the transaction of ``prune`` alone."""

    before = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.before)
