from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polls import editing, limits, voting
from polls.admin.choices import ChoiceInline
from polls.admin.filters import StatusFilter
from polls.admin.forms import QuestionForm, SplitMomentField, has_votes
from polls.expressions import Votes
from polls.models import Choice, Question, Status
from polls.texts import folded

if TYPE_CHECKING:  # only the stubs take parameters
    _ModelAdmin = admin.ModelAdmin[Question]
else:
    _ModelAdmin = admin.ModelAdmin


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
