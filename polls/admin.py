"""
Questions and their choices. Of votes, staff see the sum.

Votes are not registered: nobody, staff included, may know who voted for what.
"""

from __future__ import annotations

import copy
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.widgets import AdminSplitDateTime
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polls import editing, limits, voting
from polls.expressions import Votes
from polls.models import Choice, Question, Status
from polls.texts import folded

if TYPE_CHECKING:  # only the stubs take parameters
    _ModelAdmin = admin.ModelAdmin[Question]
    _TabularInline = admin.TabularInline[Choice, Question]
    _FormSet = BaseInlineFormSet[Choice, Question, forms.ModelForm[Choice]]
    _ModelForm = forms.ModelForm[Question]
else:
    _ModelAdmin, _TabularInline = admin.ModelAdmin, admin.TabularInline
    _FormSet, _ModelForm = BaseInlineFormSet, forms.ModelForm


class StatusFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "status"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [
            (Status.OPEN, _("open")),
            (Status.UPCOMING, _("upcoming")),
            (Status.CLOSED, _("closed")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        if self.value() not in list(Status):
            raise IncorrectLookupParameters
        return getattr(queryset, self.value() or "")(now=timezone.now())


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


def has_votes(question: Question | None) -> bool:
    return question is not None and question.pk is not None and question.votes.exists()


@admin.register(Question)
class QuestionAdmin(_ModelAdmin):
    form = QuestionForm
    formfield_overrides = {models.DateTimeField: {"form_class": SplitMomentField}}
    inlines = [ChoiceInline]
    fields = ["question_text", "author", "pub_date", "closes_at"]
    list_display = ["question_text", "author", "pub_date", "closes_at", "status_now", "tally"]
    list_filter = [StatusFilter, "pub_date"]
    list_select_related = ["author"]
    search_fields = ["question_text"]
    search_help_text = _("Words of the question, or the username of its author")
    date_hierarchy = "pub_date"
    show_full_result_count = False  # it would count a million rows to say so

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        votes = Choice.objects.filter(question=OuterRef("pk")).order_by().values("question")
        return (
            super()
            .get_queryset(request)
            .annotate(tally=Subquery(votes.annotate(tally=Sum(Votes())).values("tally")))
        )

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        author = f"author__{get_user_model().USERNAME_FIELD}__icontains"
        for word in search_term.split():
            queryset = queryset.filter(Q(folded__contains=folded(word)) | Q(**{author: word}))
        return queryset, False

    @admin.display(description=_("votes"), ordering="tally")
    def tally(self, question: Any) -> int:
        return question.tally or 0

    @admin.display(description=_("status"))
    def status_now(self, question: Question) -> Status:
        return question.status(now=timezone.now())

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        # A text that is sent all the same, by a page older than the votes, is held to the rule.
        is_frozen = has_votes(obj) and "question_text" not in request.POST
        return ["author", "question_text"] if is_frozen else ["author"]

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().add_view(request, *args, **kwargs)
        except limits.AskedTooMuch as refusal:  # nothing of it is saved
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect("admin:polls_question_changelist")

    def save_model(self, request: HttpRequest, obj: Question, form: Any, change: bool) -> None:
        if not change:
            limits.count(request.user, now=timezone.now())
            obj.author_id = request.user.pk  # nobody asks in the name of another
        super().save_model(request, obj, form, change)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        question = super().get_object(request, object_id, from_field)
        if question and transaction.get_connection().in_atomic_block:
            # No vote comes in between looking for votes and saving the choices.
            voting.hold(question)
        return question

    # Django lists all that goes with a question: a million votes, and whose they are.
    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        votes = sum(question.tally or 0 for question in objs)
        counts = {_("questions"): len(objs), _("votes"): votes}
        return [str(question) for question in objs], counts, set(), []

    def delete_model(self, request: HttpRequest, obj: Question) -> None:
        editing.delete(obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        for question in queryset.order_by("pk"):
            editing.delete(question)
