"""django-ninja, with DRF's token looked up in the database."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.urls import path
from ninja import NinjaAPI, Schema
from ninja.security import HttpBearer
from rest_framework.authtoken.models import Token

from benchmarks.peers.models import Question


class ByToken(HttpBearer):
    openapi_scheme = "token"

    def authenticate(self, request, token):
        found = Token.objects.select_related("user").filter(key=token).first()
        return found.user if found and found.user.is_active else None


class ChoiceOut(Schema):
    id: int
    choice_text: str
    votes: int


class QuestionOut(Schema):
    id: int
    question_text: str
    pub_date: datetime
    closes_at: datetime | None
    choices: list[ChoiceOut]


api = NinjaAPI(auth=ByToken(), docs_url=None, openapi_url=None)


@api.get("questions/{pk}", response=QuestionOut)
def question(request, pk: int):
    return get_object_or_404(Question, pk=pk)


urlpatterns = [path("", api.urls)]
