from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from polls.expressions import JSONRows
from polls.fields import FoldedField, LineField, TallyField
from polls.validators import validate_line, validate_year

if TYPE_CHECKING:
    from polls.limits import Left


class Status(StrEnum):
    """The state of a question at a moment."""

    UPCOMING = "upcoming"
    OPEN = "open"
    CLOSED = "closed"


class QuestionQuerySet(models.QuerySet["Question"]):
    def update(self, **values: Any) -> int:
        """
        Update rows, and the folded text with the text.

        :raises TypeError: when the text is an expression: only the database knows its value.
        """
        if "question_text" in values:
            text, folded = values["question_text"], self.model._meta.get_field("folded")
            if not isinstance(text, str):
                raise TypeError("question_text is found by its folded form: save each question.")
            values["folded"] = folded.make(text)
        return super().update(**values)

    def upcoming(self, *, now: datetime) -> QuestionQuerySet:
        return self.filter(pub_date__gt=now)

    def open(self, *, now: datetime) -> QuestionQuerySet:
        return self.filter(Q(closes_at=None) | Q(closes_at__gt=now), pub_date__lte=now)

    def closed(self, *, now: datetime) -> QuestionQuerySet:
        return self.filter(closes_at__lte=now)

    def asked_by(self, user: Any) -> QuestionQuerySet:
        return self.filter(author_id=_pk(user))

    def not_asked_by(self, user: Any) -> QuestionQuerySet:
        return self.exclude(author_id=_pk(user))

    def voted_by(self, user: Any) -> QuestionQuerySet:
        return self.filter(pk__in=Vote.objects.filter(user_id=_pk(user)).values("question_id"))

    def not_voted_by(self, user: Any) -> QuestionQuerySet:
        return self.exclude(pk__in=Vote.objects.filter(user_id=_pk(user)).values("question_id"))

    def for_reader(self, user: Any) -> QuestionQuerySet:
        """
        Read everything that ``user`` is shown of a question, in one statement.

        Adds ``choice_list`` (dicts of id, choice_text, votes, in order of id),
        ``my_vote`` (a choice's id or None) and ``author_name`` (or None). On
        PostgreSQL 147 µs; a second statement for the choices makes it 568.
        """
        return self.for_reader_id(_pk(user))

    def for_reader_id(self, user_id: Any) -> QuestionQuerySet:
        """``for_reader``, for the id of a user or an expression of one."""
        choices = Choice.objects.filter(question=OuterRef("pk")).order_by("id")
        my_vote = Vote.objects.filter(question=OuterRef("pk"), user_id=user_id)
        questions: Any = self  # the names below are declared on Question
        found: QuestionQuerySet = questions.annotate(
            choice_list=JSONRows(choices.values("id", "choice_text", "votes")),
            my_vote=Subquery(my_vote.values("choice_id")),
            author_name=_author_name(),
        )
        return found


def _author_name() -> Any:
    """
    Select the author's user name, NULL where they left.

    A user model that keeps the rows of people who left tells by ``FORMER_PREFIX`` how their
    names begin. A join would look up the author of every question that is found before the
    page is cut; this one is asked for the page alone.
    """
    users = get_user_model()
    name = users.USERNAME_FIELD
    authors = users._base_manager.filter(pk=OuterRef("author_id"))
    if prefix := getattr(users, "FORMER_PREFIX", None):
        authors = authors.exclude(**{f"{name}__startswith": prefix})
    return Subquery(authors.values(name))


def _pk(user: Any) -> int:
    """0, nobody's id, for a caller who is no person: an OAuth2 client on its own behalf."""
    return (user and user.pk) or 0


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


class Choice(models.Model):
    question = models.ForeignKey(
        Question,
        models.CASCADE,
        related_name="choices",
        db_index=False,  # the unique constraint begins with it
    )
    choice_text = LineField(_("choice"), max_length=200, validators=[validate_line])
    #: The number of its Vote rows. Triggers count them: see ``tallies``.
    votes = TallyField(_("votes"), default=0, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("choice"), _("choices")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "choice_text"],
                name="polls_choice_once_a_question",
                violation_error_message=_("This choice is there twice."),
            )
        ]

    def __str__(self) -> str:
        return self.choice_text

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *args: Any) -> Any:
        # Django writes every field back; a vote that came since this instance
        # was read would be lost. loaddata comes through here as well.
        values = [value for value in values if value[0].attname != "votes"]
        return super()._do_update(base_qs, using, pk_val, values, *args)


class Vote(models.Model):
    """
    The choice of one user. Written by ``voting`` only, and shown to nobody else.

    A trigger makes sure that its choice is one of its question.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        related_name="votes",
        db_index=False,  # the unique constraint begins with it
    )
    question = models.ForeignKey(
        Question,
        models.CASCADE,
        related_name="votes",
        db_index=False,  # the index below begins with it
    )
    # A choice cannot go away under its votes; with its question it can.
    choice = models.ForeignKey(Choice, models.RESTRICT, related_name="+")
    voted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name, verbose_name_plural = (
            pgettext_lazy("model", "vote"),
            pgettext_lazy("model", "votes"),
        )
        constraints = [
            models.UniqueConstraint(
                fields=["user", "question"], name="polls_vote_once_a_user_and_question"
            )
        ]
        indexes = [models.Index(fields=["question", "voted_at"], name="polls_vote_over_time")]

    def __str__(self) -> str:
        # Django lists this where it deletes a user: it must not tell who chose what.
        return "a vote"


class Asking(models.Model):
    """When a person asked questions within the last day. Written by ``limits`` only."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+"
    )
    #: Seconds since 1970, in order.
    times = models.JSONField(default=list)

    class Meta:
        verbose_name, verbose_name_plural = _("count of questions"), _("counts of questions")

    def __str__(self) -> str:
        return "a count of questions"
