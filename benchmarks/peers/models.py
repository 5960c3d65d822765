"""The polls of Django's tutorial, with one vote a user and question."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class Question(models.Model):
    question_text = models.CharField(max_length=200)
    pub_date = models.DateTimeField(default=timezone.now, db_index=True)
    closes_at = models.DateTimeField(null=True)

    def __str__(self):
        return self.question_text


class Choice(models.Model):
    question = models.ForeignKey(Question, models.CASCADE, related_name="choices")
    choice_text = models.CharField(max_length=200)
    votes = models.PositiveIntegerField(default=0)

    def __str__(self):
        return self.choice_text


class Vote(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    question = models.ForeignKey(Question, models.CASCADE)
    choice = models.ForeignKey(Choice, models.CASCADE)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "question"], name="one_vote")]

    def __str__(self):
        return f"{self.user_id}: {self.choice_id}"
