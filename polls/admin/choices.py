from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest

from polls import editing
from polls.admin.forms import has_votes
from polls.models import Choice, Question

if TYPE_CHECKING:  # only the stubs take parameters
    _TabularInline = admin.TabularInline[Choice, Question]
    _FormSet = BaseInlineFormSet[Choice, Question, forms.ModelForm[Choice]]
else:
    _TabularInline, _FormSet = admin.TabularInline, BaseInlineFormSet


class ChoiceFormSet(_FormSet):
    def clean(self) -> None:
        super().clean()
        if not has_votes(self.instance):
            kept = [form for form in self.forms if form not in self.deleted_forms]
            texts = [form.cleaned_data.get("choice_text") for form in kept]
            editing.validate_choices(list(filter(None, texts)))
        elif any(form.has_changed() for form in self.forms):
            refusal = editing.ChoicesFrozen()  # sent by a page older than the votes
            raise ValidationError(str(refusal), refusal.code)


class ChoiceInline(_TabularInline):
    """The choices; read-only once there are votes, as everywhere."""

    model = Choice
    formset = ChoiceFormSet
    fields = ["choice_text", "votes"]
    readonly_fields = ["votes"]
    min_num, max_num, extra = editing.CHOICES[0], editing.CHOICES[-1], 2

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not self._is_frozen(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self._is_frozen(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not self._is_frozen(request, obj)

    def _is_frozen(self, request: HttpRequest, question: Question | None) -> bool:
        return has_votes(question) and "choices-0-choice_text" not in request.POST
