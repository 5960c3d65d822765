"""django-oauth-toolkit: a bearer of its own."""

from django.urls import path
from oauth2_provider.contrib.rest_framework import OAuth2Authentication

from benchmarks.peers import stock


class OneQuestion(stock.OneQuestion):
    authentication_classes = [OAuth2Authentication]


urlpatterns = [path("questions/<int:pk>", OneQuestion.as_view())]
