from __future__ import annotations

from typing import Any

import django_filters as filters
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polls import keyset, searching, texts
from polls.models import Question, QuestionQuerySet, Status

_YES_NO = [("true", _("yes")), ("false", _("no"))]
#: Parameters of a list that page and format it; others read them.
PAGING = {"cursor", "page_size", "format"}


def validate_words(value: str) -> None:
    """:raises ValidationError: when one of the words is of invisible characters alone."""
    if not all(map(texts.folded, value.split())):
        raise ValidationError(_("Nothing in this text is visible."), "invisible")


class KnownParametersForm(forms.Form):
    """Refuse parameters that the list does not know, and those that come twice."""

    def clean(self) -> None:
        known = {*self.fields, *PAGING}
        data: Any = self.data  # a QueryDict
        for name, values in list(data.lists())[:20]:
            if name not in known:
                names = ", ".join(sorted(known))
                message = _("This list has no such parameter. It has: %(names)s.")
                self._refuse(name, ValidationError(message, "unknown", {"names": names}))
            elif len(values) > 1:
                self._refuse(name, ValidationError(_("Give this parameter once."), "repeated"))

    def _refuse(self, name: str, error: ValidationError) -> None:
        # Not by ``add_error``, which knows the names of fields alone.
        self.errors[name] = self.error_class([error])
        self.cleaned_data.pop(name, None)


class QuestionFilter(filters.FilterSet):
    """
    The filters of a list of questions, for the API and the page.

    Every filter is a choice or a bounded text, so that garbage is an error and
    not a filter that is quietly left out.
    """

    search = filters.CharFilter(
        label=_("Search"),
        max_length=100,
        method="having_words",
        validators=[validate_words],
        help_text=_(
            "Finds questions that contain all of these words. Case and accents make no difference."
        ),
    )
    status = filters.ChoiceFilter(
        label=_("Status"),
        choices=[
            (Status.OPEN, _("open")),
            (Status.UPCOMING, _("upcoming")),
            (Status.CLOSED, _("closed")),
        ],
        method="at_status",
    )
    mine = filters.ChoiceFilter(label=_("Asked by me"), choices=_YES_NO, method="asked_by_me")
    voted = filters.ChoiceFilter(label=_("I voted"), choices=_YES_NO, method="with_my_vote")
    ordering = filters.ChoiceFilter(
        label=_("Order"),
        choices=[
            ("-pub_date", _("newest first")),
            ("pub_date", _("oldest first")),
            ("question_text", _("A to Z")),
            ("-question_text", _("Z to A")),
        ],
        method="in_order",
    )

    class Meta:
        model = Question
        fields: list[str] = []
        form = KnownParametersForm

    def having_words(self, questions: QuestionQuerySet, name: str, value: str) -> QuestionQuerySet:
        words = set(map(texts.folded, value.split()))
        few = searching.looked_up(words, questions)
        if few is not None:
            return questions.filter(few, searching.having(words))
        sought: QuestionQuerySet = keyset.seek(questions, searching.having(words))
        return sought

    def at_status(self, questions: QuestionQuerySet, name: str, value: str) -> QuestionQuerySet:
        at: QuestionQuerySet = getattr(questions, value)(now=timezone.now())
        return at

    def asked_by_me(self, questions: QuestionQuerySet, name: str, value: str) -> QuestionQuerySet:
        mine = questions.asked_by if value == "true" else questions.not_asked_by
        return mine(self.request.user)

    def with_my_vote(self, questions: QuestionQuerySet, name: str, value: str) -> QuestionQuerySet:
        voted = questions.voted_by if value == "true" else questions.not_voted_by
        return voted(self.request.user)

    def in_order(self, questions: QuestionQuerySet, name: str, value: str) -> QuestionQuerySet:
        # The id decides between equals, or a page could begin in the middle of them.
        minus = "-" if value.startswith("-") else ""
        column = value.removeprefix("-").replace("question_text", "folded")
        return questions.order_by(f"{minus}{column}", f"{minus}id")
