"""django-rest-knox: tokens that are digests, and end."""

from django.urls import path
from knox.auth import TokenAuthentication

from benchmarks.peers import stock


class OneQuestion(stock.OneQuestion):
    authentication_classes = [TokenAuthentication]


urlpatterns = [path("questions/<int:pk>", OneQuestion.as_view())]
