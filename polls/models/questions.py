from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polls.fields import FoldedField, LineField
from polls.models.querysets import QuestionQuerySet
from polls.validators import validate_line, validate_year

if TYPE_CHECKING:
    from polls.limits import Left


class Status(StrEnum):
    """The state of a question at a moment."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


class Question(models.Model):
    question_text = LineField(_("question"), max_length=200, validators=[validate_line])
    #: The text as it is found and sorted by. Folding a letter makes three at most, but for a few
    #: ligatures; PostgreSQL's indexes hold 2700 bytes.
    folded = FoldedField(of="question_text", max_length=600)
    pub_date = models.DateTimeField(_("opens at"), default=timezone.now, validators=[validate_year])
    closes_at = models.DateTimeField(
        _("closes at"), null=True, blank=True, validators=[validate_year]
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        db_index=False,  # the index below begins with it
        related_name="questions",
    )

    #: On questions that ``for_reader`` brought.
    choice_list: list[dict[str, Any]]
    my_vote: int | None
    author_name: str | None
    #: On a question that was just asked: see ``limits.count``.
    asking_left: list[Left]

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name, verbose_name_plural = _("question"), _("questions")
        ordering = ["-pub_date", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at=None) | Q(closes_at__gt=F("pub_date")),
                name="polls_question_opens_then_closes",
                violation_error_message=_("A poll closes after it opens."),
            )
        ]
        # The first three are orders of lists, forwards or backwards. They have every column of the
        # filters, so that a question that is passed over is not read: see ``keyset``.
        indexes = [
            models.Index(
                fields=["pub_date", "id", "closes_at", "author", "folded"],
                name="polls_list_by_date",
            ),
            models.Index(
                fields=["folded", "id", "pub_date", "closes_at", "author"],
                name="polls_list_by_folded",
            ),
            # Of those that close. The newest are open still, and are passed over.
            models.Index(
                fields=["pub_date", "id", "closes_at", "author", "folded"],
                condition=Q(closes_at__isnull=False),
                name="polls_list_closing",
            ),
            models.Index(fields=["author", "pub_date", "id"], name="polls_question_by_author"),
        ]

    def __str__(self) -> str:
        return self.question_text

    def get_absolute_url(self) -> str:
        return reverse("polls:detail", args=[self.pk])

    def save_base(self, *args: Any, **kwargs: Any) -> None:
        # loaddata comes here and never to ``pre_save``; dumps may be older than the column.
        folded: Any = self._meta.get_field("folded")
        folded.pre_save(self, add=False)
        super().save_base(*args, **kwargs)

    def status(self, *, now: datetime) -> Status:
        """Tell its state at ``now``; at ``closes_at`` itself it is closed."""
        if now < self.pub_date:
            return Status.UPCOMING
        if self.closes_at is not None and now >= self.closes_at:
            return Status.CLOSED
        return Status.OPEN
