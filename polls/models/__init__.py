"""Questions, their choices and the votes."""

from polls.models.asking import Asking
from polls.models.choices import Choice
from polls.models.querysets import QuestionQuerySet
from polls.models.questions import Question, Status
from polls.models.votes import Vote

__all__ = ["Asking", "Choice", "Question", "QuestionQuerySet", "Status", "Vote"]
