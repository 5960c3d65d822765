from __future__ import annotations

import copy
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.core.exceptions import ValidationError
from django.utils import timezone

from polls import editing, voting
from polls.models import Question

if TYPE_CHECKING:  # only the stubs take parameters
    _ModelForm = forms.ModelForm[Question]
else:
    _ModelForm = forms.ModelForm


class SplitMomentField(forms.SplitDateTimeField):
    """A time that comes back as it was shown stays as it was: see ``forms.MomentField``."""

    widget = AdminSplitDateTime
    was: datetime | None = None

    def compress(self, data_list: Any) -> datetime | None:
        if self.was and data_list and None not in data_list:
            shown = timezone.make_naive(self.was).replace(microsecond=0)
            if datetime.combine(*data_list) == shown:
                return self.was
        return super().compress(data_list)


class QuestionForm(_ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in {"pub_date", "closes_at"} & set(self.fields):
            field: Any = self.fields[name]  # a SplitMomentField
            field.was = getattr(self.instance, name) if self.instance.pk else None

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if has_votes(self.instance):
            edited = copy.copy(self.instance)
            for name, value in fields.items():
                setattr(edited, name, value)
            try:
                editing.require_votes_keep(self.instance, edited, now=timezone.now())
            except voting.Refusal as refusal:
                raise ValidationError(str(refusal), refusal.code) from refusal
        return fields


def has_votes(question: Question | None) -> bool:
    return question is not None and question.pk is not None and question.votes.exists()
