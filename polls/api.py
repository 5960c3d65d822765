"""What programs call. Each action is a line: the rules are in voting and editing."""

from django.db import transaction
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import conditional_page
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, status, viewsets
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from polls import charts, editing, results, serializers, voting
from polls.filters import QuestionFilter
from polls.models import Question
from polls.pagination import KeysetPagination
from polls.permissions import IsAuthorOrStaff
from polls.renderers import CSVRenderer, SVGRenderer

EDITS = ("update", "partial_update", "destroy", "close")


# A client that asks again with If-None-Match is answered 304.
@method_decorator(conditional_page, name="dispatch")
class QuestionViewSet(viewsets.ModelViewSet):
    serializer_class = serializers.QuestionSerializer
    pagination_class = KeysetPagination
    filter_backends = [DjangoFilterBackend]
    filterset_class = QuestionFilter
    lookup_value_regex = "[0-9]{1,18}"  # what a 64-bit id can be; more is a 404

    required_scopes = {
        **dict.fromkeys(["list", "retrieve", "results"], "polls:read"),
        **dict.fromkeys(["vote", "change_vote", "withdraw_vote"], "polls:vote"),
        **dict.fromkeys(["create", *EDITS], "polls:write"),
    }

    def get_permissions(self):
        own = [IsAuthorOrStaff()] if self.action in EDITS else []
        return [*super().get_permissions(), *own]

    def get_queryset(self):
        questions = Question.objects.for_reader(self.request.user)
        if self.action in EDITS:
            # Held until the edit is done, so that what was validated is what is saved.
            return questions.select_for_update(of=("self",), no_key=True)
        return questions

    def perform_create(self, serializer):
        question = serializer.save(author=self.request.user)
        serializer.instance = self.get_queryset().get(pk=question.pk)

    @transaction.atomic
    def update(self, request, *args, **kwargs):
        return super().update(request, *args, **kwargs)

    def perform_update(self, serializer):
        question = serializer.save()
        serializer.instance = self.get_queryset().get(pk=question.pk)

    @transaction.atomic
    def destroy(self, request, *args, **kwargs):
        return super().destroy(request, *args, **kwargs)

    def perform_destroy(self, question):
        editing.delete(question)

    @extend_schema(request=None, responses={200: serializers.QuestionSerializer})
    @action(detail=True, methods=["post"])
    @transaction.atomic
    def close(self, request, pk=None, **kwargs):
        """Close it now: by this server's clock, as a client's own may be wrong."""
        editing.close(self.get_object(), now=timezone.now())
        return self._question(status.HTTP_200_OK)

    # My vote --------------------------------------------------------------------

    @extend_schema(
        request=serializers.VoteSerializer, responses={201: serializers.QuestionSerializer}
    )
    @action(detail=True, methods=["post"])
    def vote(self, request, pk=None, **kwargs):
        """Vote for the first time; a second vote is refused."""
        self._vote(voting.cast)
        return self._question(status.HTTP_201_CREATED)

    @extend_schema(
        request=serializers.VoteSerializer, responses={200: serializers.QuestionSerializer}
    )
    @vote.mapping.put
    def change_vote(self, request, pk=None, **kwargs):
        """Vote, or vote differently; repeating it changes nothing."""
        self._vote(voting.change)
        return self._question(status.HTTP_200_OK)

    @extend_schema(request=None, responses={204: None})
    @vote.mapping.delete
    def withdraw_vote(self, request, pk=None, **kwargs):
        """Take my vote back; repeating it changes nothing."""
        voting.withdraw(user=request.user, question=self.get_object(), now=timezone.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _vote(self, rule):
        question = self.get_object()
        vote = serializers.VoteSerializer(data=self.request.data)
        vote.is_valid(raise_exception=True)
        rule(
            user=self.request.user,
            question=question,
            choice_id=vote.validated_data["choice"],
            now=timezone.now(),
        )

    def _question(self, status_code):
        return Response(self.get_serializer(self.get_object()).data, status_code)

    # Results --------------------------------------------------------------------

    @extend_schema(
        responses={
            (200, "application/json"): serializers.ResultsSerializer,
            (200, "image/svg+xml"): OpenApiTypes.STR,
            (200, "text/csv"): OpenApiTypes.STR,
        }
    )
    @action(detail=True, renderer_classes=[JSONRenderer, SVGRenderer, CSVRenderer])
    def results(self, request, pk=None, **kwargs):
        """Counts, shares and votes over time; as ``results.svg`` and ``results.csv`` too."""
        question = self.get_object()
        headers = {
            "svg": {"Content-Security-Policy": charts.CONTENT_SECURITY_POLICY},
            "csv": {"Content-Disposition": f'attachment; filename="poll-{pk}.csv"'},
        }
        return Response(
            results.results(question), headers=headers.get(request.accepted_renderer.format)
        )

    # Refusals -------------------------------------------------------------------

    def handle_exception(self, exc):
        return super().handle_exception(as_api_exception(exc))

    def finalize_response(self, request, response, *args, **kwargs):
        # A refusal, and what is said about a view, is JSON, whatever was asked for.
        if response.exception or request.method == "OPTIONS":
            request.accepted_renderer = JSONRenderer()
            request.accepted_media_type = JSONRenderer.media_type
        return super().finalize_response(request, response, *args, **kwargs)


def as_api_exception(exc: Exception) -> Exception:
    """Give a rule's refusal its status; leave other exceptions as they are."""
    if not isinstance(exc, voting.Refusal):
        return exc
    if isinstance(exc, voting.VoterGone):
        return exceptions.AuthenticationFailed(str(exc), exc.code)
    refusal = exceptions.APIException(str(exc), exc.code)
    refusal.status_code = 400 if isinstance(exc, voting.ForeignChoice) else 409
    return refusal
