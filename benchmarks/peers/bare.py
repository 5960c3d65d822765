"""Django alone: no credentials, no database, the default middleware."""

from django.http import JsonResponse
from django.urls import path

ANSWER = {
    "id": 1,
    "question_text": "Shall we ship it, no. 1?",
    "pub_date": "2026-01-01T00:00:00Z",
    "closes_at": None,
    "choices": [{"id": n, "choice_text": "Yes", "votes": 0} for n in range(1, 5)],
}


def question(request, pk):
    return JsonResponse(ANSWER)


urlpatterns = [path("questions/<int:pk>", question)]
