"""
The pages to read and to vote. ``editing_pages`` has those to ask and to edit.

They work without JavaScript: a form posts, the answer redirects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views import View, generic
from django.views.generic.detail import SingleObjectMixin

from polls import charts, editing, keyset, results, sharing, voting
from polls.filters import QuestionFilter
from polls.models import Question, QuestionQuerySet

if TYPE_CHECKING:  # only the stubs take parameters
    _DetailView = generic.DetailView[Question]
    _SingleObjectMixin = SingleObjectMixin[Question]
else:
    _DetailView, _SingleObjectMixin = generic.DetailView, SingleObjectMixin

PAGE_SIZE = 20


class IndexView(LoginRequiredMixin, generic.TemplateView):
    """
    Context: ``questions``, ``filter``, ``errors`` of the parameters, ``next``, ``previous``.

    ``further`` is one of both where a search has looked at some questions and not at all.
    Each question with ``status_now``, ``total`` (its votes) and ``most`` (of one choice).
    """

    template_name = "polls/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        questions = Question.objects.for_reader(self.request.user)
        chosen = QuestionFilter(self.request.GET, questions, request=self.request)
        errors = chosen.errors
        if errors:  # a filter that makes no sense shows its error, and every question
            chosen = QuestionFilter(QueryDict(), questions, request=self.request)
        try:
            page = keyset.page(
                chosen.qs, size=PAGE_SIZE, cursor=self.request.GET.get("cursor") or None
            )
        except keyset.BadCursor as error:
            raise Http404 from error
        now = timezone.now()
        for question in page.items:
            question.status_now = question.status(now=now)
            votes = [choice["votes"] for choice in question.choice_list]
            question.total, question.most = sum(votes), max(votes, default=0)
        return super().get_context_data(
            filter=chosen,
            errors=errors,
            questions=page.items,
            next=self.link(chosen.data, page.next),
            previous=self.link(chosen.data, page.previous),
            # Nothing may be left before an empty page, and something after it.
            further=self.link(chosen.data, page.further or (None if page.items else page.next)),
            **kwargs,
        )

    def link(self, parameters: QueryDict, cursor: str | None) -> str | None:
        if cursor is None:
            return None
        query = parameters.copy()
        query["cursor"] = cursor
        return f"?{query.urlencode()}"


class QuestionMixin(_SingleObjectMixin, View):
    """
    Context: ``question`` as its reader sees it, with ``status_now``; ``may_edit``, ``share_url``.

    ``question.choice_list`` are dicts of id, choice_text, votes;
    ``question.my_vote`` is a choice's id or None.
    """

    context_object_name: str | None = "question"
    object: Question

    def get_queryset(self) -> QuestionQuerySet:
        return Question.objects.for_reader(self.request.user)

    def get_object(self, queryset: Any = None) -> Any:
        question: Any = super().get_object(queryset)
        question.status_now = question.status(now=timezone.now())
        return question

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        path = reverse("polls:shared", args=[sharing.code_of(self.object)])
        return super().get_context_data(
            may_edit=editing.may_edit(self.request.user, self.object),
            share_url=self.request.build_absolute_uri(path),
            **kwargs,
        )


class QuestionView(LoginRequiredMixin, QuestionMixin, _DetailView):
    template_name = "polls/detail.html"


class ResultsMixin(QuestionMixin):
    """
    Context, besides: ``results``, as the API answers them; of its steps, ``busiest`` and ``until``.

    The last step may end in the future, where nobody has voted yet.
    """

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = results.results(self.object)
        steps, now = found["over_time"], timezone.now()
        busiest = max((step["votes"] for step in steps), default=0)
        until = min(now, steps[-1]["to"]) if steps else now
        return super().get_context_data(results=found, busiest=busiest, until=until, **kwargs)


class ResultsView(LoginRequiredMixin, ResultsMixin, _DetailView):
    template_name = "polls/results.html"


class SharedMixin(View):
    """For everybody who has the link: ``code`` in the path says which question it is."""

    def setup(self, request: HttpRequest, *args: Any, code: str, **kwargs: Any) -> None:
        pk = sharing.question_id(code)
        if pk is None:
            raise Http404
        super().setup(request, *args, pk=pk, code=code, **kwargs)


class SharedView(SharedMixin, ResultsMixin, _DetailView):
    """Context, besides: ``picture_url``, for previews of the link."""

    template_name = "polls/shared.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        path = reverse("polls:shared_picture", args=[self.kwargs["code"]])
        return super().get_context_data(picture_url=self.request.build_absolute_uri(path), **kwargs)


class SharedPictureView(SharedMixin, QuestionMixin):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        picture = charts.results_svg(results.results(self.get_object()))
        headers = {
            "Content-Security-Policy": charts.CONTENT_SECURITY_POLICY,
            "Cache-Control": "public, max-age=60",
        }
        return HttpResponse(picture, content_type="image/svg+xml", headers=headers)


class ActionMixin(LoginRequiredMixin, View):
    """Only posted to. A person who has to sign in first comes back to the poll with the button."""

    http_method_names = ["post", "options"]

    def handle_no_permission(self) -> HttpResponseRedirect:
        return redirect_to_login(reverse("polls:detail", args=[self.kwargs["pk"]]))


class VoteView(ActionMixin):
    """POST ``choice`` votes or changes the vote, ``withdraw`` takes it back."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        question = get_object_or_404(Question, pk=pk)
        choice = request.POST.get("choice", "")
        voter: dict[str, Any] = {"user": request.user, "question": question, "now": timezone.now()}
        try:
            if "withdraw" in request.POST:
                voting.withdraw(**voter)
                messages.success(request, _("Your vote is withdrawn."))
            elif choice.isascii() and choice.isdigit() and len(choice) <= 18:
                voting.change(choice_id=int(choice), **voter)
                messages.success(request, _("Your vote is counted."))
                return redirect("polls:results", pk)
            else:
                messages.error(request, _("Choose one of the answers first."))
        except voting.Refusal as refusal:
            messages.error(request, str(refusal))
        return redirect("polls:detail", pk)
