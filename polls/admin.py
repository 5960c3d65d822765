from django.contrib import admin
from django.db import transaction
from django.db.models import OuterRef, Subquery, Sum
from django.forms.models import BaseInlineFormSet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polls import editing
from polls.models import Choice, Question, Status

# Vote is not registered: who voted for what is nobody's business, staff's included.


class StatusFilter(admin.SimpleListFilter):
    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        return [
            (Status.OPEN, _("open")),
            (Status.UPCOMING, _("upcoming")),
            (Status.CLOSED, _("closed")),
        ]

    def queryset(self, request, questions):
        if self.value() not in list(Status):
            return questions
        return getattr(questions, self.value())(now=timezone.now())


class ChoiceFormSet(BaseInlineFormSet):
    def clean(self):
        super().clean()
        if not has_votes(self.instance):
            kept = [form for form in self.forms if not self._should_delete_form(form)]
            texts = [form.cleaned_data.get("choice_text") for form in kept]
            editing.validate_choices(list(filter(None, texts)))


class ChoiceInline(admin.TabularInline):
    """The choices; read-only once there are votes, as everywhere."""

    model = Choice
    formset = ChoiceFormSet
    fields = ["choice_text", "votes"]
    readonly_fields = ["votes"]
    min_num, max_num, extra = editing.CHOICES[0], editing.CHOICES[-1], 2

    def has_add_permission(self, request, question=None):
        return super().has_add_permission(request, question) and not has_votes(question)

    def has_change_permission(self, request, question=None):
        return super().has_change_permission(request, question) and not has_votes(question)

    def has_delete_permission(self, request, question=None):
        return super().has_delete_permission(request, question) and not has_votes(question)


def has_votes(question: Question | None) -> bool:
    return question is not None and question.pk is not None and question.votes.exists()


@admin.register(Question)
class QuestionAdmin(admin.ModelAdmin):
    inlines = [ChoiceInline]
    fields = ["question_text", "author", "pub_date", "closes_at"]
    autocomplete_fields = ["author"]
    list_display = ["question_text", "author", "pub_date", "closes_at", "status_now", "tally"]
    list_filter = [StatusFilter, "pub_date"]
    list_select_related = ["author"]
    search_fields = ["question_text", "author__username"]
    date_hierarchy = "pub_date"
    show_full_result_count = False  # it would count a million rows to say so

    def get_queryset(self, request):
        votes = Choice.objects.filter(question=OuterRef("pk")).order_by().values("question")
        return (
            super()
            .get_queryset(request)
            .annotate(tally=Subquery(votes.annotate(tally=Sum("votes")).values("tally")))
        )

    @admin.display(description=_("votes"), ordering="tally")
    def tally(self, question):
        return question.tally or 0

    @admin.display(description=_("status"))
    def status_now(self, question):
        return question.status(now=timezone.now())

    def get_changeform_initial_data(self, request):
        return {"author": request.user.pk} | super().get_changeform_initial_data(request)

    def get_object(self, request, object_id, from_field=None):
        question = super().get_object(request, object_id, from_field)
        if question and transaction.get_connection().in_atomic_block:
            # No vote comes in between looking for votes and saving the choices.
            editing.lock_choices(question)
        return question

    # Django lists all that goes with a question: a million votes, and whose they are.
    def get_deleted_objects(self, questions, request):
        votes = sum(question.tally or 0 for question in questions)
        counts = {_("questions"): len(questions), _("votes"): votes}
        return [str(question) for question in questions], counts, set(), []

    def delete_model(self, request, question):
        editing.delete(question)

    @transaction.atomic
    def delete_queryset(self, request, questions):
        for question in questions.order_by("pk"):
            editing.delete(question)
