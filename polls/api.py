"""The JSON API. Each action is a line: the rules are in voting and editing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django import db
from django.db import transaction
from django.utils import timezone
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import exceptions, status, viewsets
from rest_framework.decorators import action
from rest_framework.generics import get_object_or_404
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from polls import charts, conditional, editing, limits, rate_limit, results, serializers, voting
from polls.filters import QuestionFilter
from polls.models import Question, QuestionQuerySet
from polls.pagination import KeysetPagination
from polls.permissions import IsAuthorOrStaff, IsKnown
from polls.renderers import CSVRenderer, SVGRenderer

EDITS = ("update", "partial_update", "destroy", "close")


@extend_schema_view(
    list=extend_schema(
        summary="List questions",
        description="The newest first, unless `ordering` says else; `next` and `previous` are the "
        "addresses of further pages. A page of a `search` looks at a bounded number of "
        "questions, so it may have fewer results than `page_size`, or none, and still a `next`. "
        "Follow `next` until it is null to get all of them.",
    )
)
class QuestionViewSet(viewsets.ModelViewSet[Question]):
    serializer_class = serializers.QuestionSerializer
    pagination_class = KeysetPagination
    filter_backends = [DjangoFilterBackend]
    filterset_class = QuestionFilter
    lookup_value_regex = "[0-9]{1,18}"  # what a 64-bit id can be; more is a 404

    # For the schema: entity tags, and the statuses of the rules.
    entity_tags = True
    also_answers = dict.fromkeys(
        ["update", "partial_update", "close", "vote", "change_vote", "withdraw_vote"], (409,)
    )
    answer_headers = {
        **dict.fromkeys(
            ["update", "partial_update", "close", "vote", "change_vote"], ("Content-Location",)
        ),
        "create": ["Content-Location", "ETag"],
        "results": ["Content-Disposition"],
    }
    rate_limited = ("create",)
    required_scopes = {
        **dict.fromkeys(["list", "retrieve", "results"], "polls:read"),
        **dict.fromkeys(["vote", "change_vote", "withdraw_vote"], "polls:vote"),
        **dict.fromkeys(["create", *EDITS], "polls:write"),
    }

    def get_permissions(self) -> list[Any]:
        own = [IsAuthorOrStaff()] if self.action in EDITS else []
        return [*super().get_permissions(), IsKnown(), *own]

    def get_queryset(self) -> QuestionQuerySet:
        return Question.objects.for_reader(self.request.user)

    def filter_queryset(self, queryset: Any) -> Any:
        # Filters are for lists; for one question they would cost more than its row.
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Read a question with its choices, its tallies and my vote."""
        return self._answer(self.get_object())

    # Asking and editing ---------------------------------------------------------

    @transaction.atomic
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Ask a question with 2 to 20 choices."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        question = serializer.save(author=request.user)
        answer = self._answer(self._read(question), status.HTTP_201_CREATED)
        rate_limit.tell(answer, question.asking_left)
        return answer

    @transaction.atomic
    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Edit a question of mine; once it has votes, its text and its choices stay."""
        question = self._held_question()
        serializer = self.get_serializer(question, data=request.data, partial="partial" in kwargs)
        serializer.is_valid(raise_exception=True)
        return self._answer(self._read(serializer.save()))

    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Edit the members that are sent; once it has votes, its text and its choices stay."""
        return super().partial_update(request, *args, **kwargs)

    @transaction.atomic
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Delete a question of mine, with its votes."""
        editing.delete(self._held_question())
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses={200: serializers.QuestionSerializer})
    @action(detail=True, methods=["post"])
    @transaction.atomic
    def close(self, request: Request, **kwargs: Any) -> Response:
        """Close it now: by this server's clock, as a client's own may be wrong."""
        question = self._held_question()
        editing.close(question, now=timezone.now())
        return self._answer(question)

    # My vote --------------------------------------------------------------------

    @extend_schema(
        request=serializers.VoteSerializer, responses={201: serializers.QuestionSerializer}
    )
    @action(detail=True, methods=["post"])
    def vote(self, request: Request, **kwargs: Any) -> Response:
        """Vote for the first time; a second vote is refused."""
        return self._vote(voting.cast, status.HTTP_201_CREATED)

    @extend_schema(
        request=serializers.VoteSerializer, responses={200: serializers.QuestionSerializer}
    )
    @vote.mapping.put
    def change_vote(self, request: Request, **kwargs: Any) -> Response:
        """Vote, or vote differently; repeating it changes nothing."""
        return self._vote(voting.change, status.HTTP_200_OK)

    @extend_schema(request=None, responses={204: None})
    @vote.mapping.delete
    def withdraw_vote(self, request: Request, **kwargs: Any) -> Response:
        """Take my vote back; repeating it changes nothing."""
        with self._ballot() as question:
            voting.withdraw(user=request.user, question=question, now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _vote(self, rule: Callable[..., None], status_code: int) -> Response:
        with self._ballot() as question:
            vote = serializers.VoteSerializer(data=self.request.data)
            vote.is_valid(raise_exception=True)
            choice_id = vote.validated_data["choice"]
            rule(
                user=self.request.user,
                question=question,
                choice_id=choice_id,
                now=timezone.now(),
            )
        try:
            question = self._read(question)
        except db.Error:  # it died since; the vote is in, and this is what is known of it
            voting.count(question, choice_id)
        return self._answer(question, status_code)

    @contextmanager
    def _ballot(self) -> Iterator[Question]:
        """The question to vote on; held where the request has conditions on it."""
        if not conditional.has_condition(self.request):
            yield self.get_object()
            return
        with transaction.atomic():
            yield self._held_question()

    # Results --------------------------------------------------------------------

    @extend_schema(
        responses={
            (200, "application/json"): serializers.ResultsSerializer,
            (200, "image/svg+xml"): OpenApiTypes.STR,
            (200, "text/csv"): OpenApiTypes.STR,
        }
    )
    @action(detail=True, renderer_classes=[JSONRenderer, SVGRenderer, CSVRenderer])
    def results(self, request: Request, pk: str = "", **kwargs: Any) -> Response:
        """Counts, shares and votes over time; as ``results.svg`` and ``results.csv`` too."""
        question = self.get_object()
        headers = {
            "svg": {"Content-Security-Policy": charts.CONTENT_SECURITY_POLICY},
            "csv": {"Content-Disposition": f'attachment; filename="poll-{pk}.csv"'},
        }
        form = request.accepted_renderer.format
        return Response(results.results(question), headers=headers.get(form))

    # Answers --------------------------------------------------------------------

    def _held_question(self) -> Question:
        """
        Hold the question and its choices until the transaction ends; read it as it then is.

        :raises PreconditionFailed: when a condition of the request does not hold.
        """
        question = self.get_object()
        voting.hold(question)
        question = self._read(question)
        conditional.require(self.request, conditional.tag_of(self.get_serializer(question).data))
        return question

    def _read(self, question: Question) -> Question:
        return get_object_or_404(self.get_queryset(), pk=question.pk)

    def _answer(self, question: Question, status_code: int = status.HTTP_200_OK) -> Response:
        data = self.get_serializer(question).data
        headers = {"ETag": conditional.tag_of(data)}
        if self.request.method not in SAFE_METHODS:
            headers["Content-Location"] = self.reverse_action("detail", [question.pk], request=None)
        if self.action == "create":
            headers["Location"] = headers["Content-Location"]
        return Response(data, status_code, headers=headers)

    def handle_exception(self, exc: Exception) -> Response:
        answer = super().handle_exception(as_api_exception(exc, self.request))
        if isinstance(exc, limits.AskedTooMuch):
            rate_limit.tell(answer, exc.left)
        return answer

    def finalize_response(
        self, request: Request, response: Response, *args: Any, **kwargs: Any
    ) -> Response:
        # A refusal, and what is said about a view, is JSON, whatever was asked for.
        if response.exception or request.method == "OPTIONS":
            request.accepted_renderer = JSONRenderer()
            request.accepted_media_type = JSONRenderer.media_type
        response = super().finalize_response(request, response, *args, **kwargs)
        if response.status_code == status.HTTP_200_OK and request.method in {"GET", "HEAD"}:
            response.add_post_render_callback(partial(conditional.answer, request))
        return response


def as_api_exception(exc: Exception, request: Request) -> Exception:
    """Give a rule's refusal its status; leave other exceptions as they are."""
    if isinstance(exc, db.IntegrityError) and voting.is_gone(request.user):
        exc = voting.VoterGone()  # foreign keys are checked last, at the commit
    if not isinstance(exc, voting.Refusal):
        return exc
    if isinstance(exc, voting.VoterGone):
        return exceptions.AuthenticationFailed(str(exc), exc.code)
    if isinstance(exc, limits.AskedTooMuch):
        return exceptions.Throttled(exc.wait, str(exc))
    refusal = exceptions.APIException(str(exc), exc.code)
    refusal.status_code = 400 if isinstance(exc, voting.ForeignChoice) else 409
    return refusal
