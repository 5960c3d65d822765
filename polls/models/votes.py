from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from polls.models.choices import Choice


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
        "Question",
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
