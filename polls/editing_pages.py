"""The pages to ask, edit, close and delete. Without JavaScript, too: see ``pages``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import generic
from django.views.generic.edit import ModelFormMixin, ProcessFormView

from polls import editing, limits, rate_limit, voting
from polls.forms import QuestionForm
from polls.models import Question
from polls.pages import ActionMixin, QuestionMixin

if TYPE_CHECKING:  # only the stubs take parameters
    _ModelFormMixin = ModelFormMixin[Question, QuestionForm]
    _CreateView = generic.CreateView[Question, QuestionForm]
    _UpdateView = generic.UpdateView[Question, QuestionForm]
    _DeleteView = generic.DeleteView[Question, Any]
else:
    _ModelFormMixin = ModelFormMixin
    _CreateView, _UpdateView = generic.CreateView, generic.UpdateView
    _DeleteView = generic.DeleteView


class QuestionFormMixin(_ModelFormMixin, ProcessFormView):
    """Context: ``form`` (see ``QuestionForm.choice_inputs``), ``question`` when editing."""

    template_name: str | None = "polls/form.html"
    form_class = QuestionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs, sent = super().get_form_kwargs(), self.request.POST
        if "more" in sent:
            # Without JavaScript: the same again, with more inputs for choices.
            del kwargs["data"], kwargs["files"]
            kwargs["initial"] = sent.dict() | {"choices": sent.getlist("choices")}
        return kwargs

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        handler = super().get if "more" in request.POST else super().post
        return handler(request, *args, **kwargs)

    def form_valid(self, form: QuestionForm) -> HttpResponse:
        if "check" in self.request.POST:  # the API refused it, and the page only says why
            form.add_error(None, _("The API refused this, and this page does not know the reason."))
            return self.form_invalid(form)
        try:
            question = form.save()
        except voting.Refusal as refusal:  # a vote came in while the form was open
            form.add_error(None, str(refusal))
            return self.refused(form, refusal)
        messages.success(self.request, _("The poll is saved."))
        return redirect("polls:detail", question.pk)

    def refused(self, form: QuestionForm, refusal: voting.Refusal) -> HttpResponse:
        response = self.form_invalid(form)
        if isinstance(refusal, limits.AskedTooMuch):
            response.status_code = 429
            response.headers["Retry-After"] = str(refusal.wait)
            rate_limit.tell(response, refusal.left)
        return response


class AskView(LoginRequiredMixin, QuestionFormMixin, _CreateView):
    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Question(author_id=self.request.user.pk)}


class OwnQuestionMixin(LoginRequiredMixin, QuestionMixin):
    """Only the author of a question, and staff, get past here; its row is held meanwhile."""

    @transaction.atomic
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return super().dispatch(request, *args, **kwargs)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_for_update(of=("self",), no_key=True)

    def get_object(self, queryset: Any = None) -> Any:
        question = super().get_object(queryset)
        if not editing.may_edit(self.request.user, question):
            raise PermissionDenied(
                _("Only the person who asked this poll, and staff, can change it.")
            )
        return question


class EditView(OwnQuestionMixin, QuestionFormMixin, _UpdateView):
    pass


class CloseView(ActionMixin, OwnQuestionMixin):
    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            editing.close(self.get_object(), now=timezone.now())
            messages.success(request, _("The poll is closed."))
        except voting.Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("polls:detail", pk)


class DeleteView(OwnQuestionMixin, _DeleteView):
    """GET asks, POST does."""

    template_name = "polls/delete.html"
    success_url = reverse_lazy("polls:index")

    def form_valid(self, form: Any) -> HttpResponse:
        editing.delete(self.object)
        messages.success(self.request, _("The poll is deleted."))
        return redirect(self.success_url)
