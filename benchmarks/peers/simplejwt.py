"""simplejwt: a signed token; the user is read."""

from django.urls import path
from rest_framework_simplejwt.authentication import JWTAuthentication

from benchmarks.peers import stock


class OneQuestion(stock.OneQuestion):
    authentication_classes = [JWTAuthentication]


urlpatterns = [path("questions/<int:pk>", OneQuestion.as_view())]
