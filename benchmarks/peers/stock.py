"""DRF as its own documentation has it: TokenAuthentication and a nested ModelSerializer."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import path
from rest_framework import generics, pagination, serializers
from rest_framework.authentication import SessionAuthentication, TokenAuthentication
from rest_framework.authtoken.views import obtain_auth_token
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response

from benchmarks.peers.models import Choice, Question, Vote


class ChoiceSerializer(serializers.ModelSerializer):
    class Meta:
        model = Choice
        fields = ["id", "choice_text", "votes"]


class QuestionSerializer(serializers.ModelSerializer):
    choices = ChoiceSerializer(many=True)

    class Meta:
        model = Question
        fields = ["id", "question_text", "pub_date", "closes_at", "choices"]


class OneQuestion(generics.RetrieveAPIView):
    queryset = Question.objects.all()
    serializer_class = QuestionSerializer
    authentication_classes = [TokenAuthentication]
    permission_classes = [IsAuthenticated]


class BySession(OneQuestion):
    authentication_classes = [SessionAuthentication]


class Pages(pagination.PageNumberPagination):
    page_size = 20


class ManyQuestions(generics.ListAPIView):
    """Everybody's: it costs no authentication."""

    queryset = Question.objects.order_by("-pub_date").prefetch_related("choices")
    serializer_class = QuestionSerializer
    pagination_class = Pages


class VoteOnQuestion(OneQuestion):
    """The careful way: the database keeps one vote a user, and adds."""

    def post(self, request, pk):
        question = self.get_object()
        choice = generics.get_object_or_404(question.choices, pk=request.data["choice"])
        try:
            with transaction.atomic():
                Vote.objects.create(user=request.user, question=question, choice=choice)
                question.choices.filter(pk=choice.pk).update(votes=F("votes") + 1)
        except IntegrityError:
            return Response({"detail": "You have voted."}, 409)
        return Response(self.get_serializer(self.get_object()).data, 201)


urlpatterns = [
    path("questions/<int:pk>", OneQuestion.as_view()),
    path("session/questions/<int:pk>", BySession.as_view()),
    path("questions", ManyQuestions.as_view()),
    path("questions/<int:pk>/vote", VoteOnQuestion.as_view()),
    path("sign-in", obtain_auth_token),
]
