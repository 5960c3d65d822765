"""An endpoint of a project's own names its scopes, for every scheme: docs/choose/oauth2.md."""

import pytest
from django.urls import path
from rest_framework.decorators import api_view
from rest_framework.response import Response
from rest_framework.views import APIView

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class Hello(APIView):
    required_scopes = {"get": "polls:read", "post": "polls:vote"}

    def get(self, request):
        return Response({"hello": request.user.get_username()})

    post = put = get


class HelloAll(Hello):
    required_scopes = "polls:read"


@api_view(["GET"])
def hello(request):
    return Response({"hello": request.user.get_username()})


hello.cls.required_scopes = "polls:read"


@api_view(["GET", "POST"])
def by_method(request):
    return Response({"hello": request.user.get_username()})


by_method.cls.required_scopes = {"get": "polls:read", "post": "polls:vote"}


@api_view(["GET"])
def undeclared(request):
    return Response()


urlpatterns = [
    path("hello", Hello.as_view()),
    path("all", HelloAll.as_view()),
    path("function", hello),
    path("by-method", by_method),
    path("undeclared", undeclared),
]
BEARER = {"Authorization": "Bearer an-access-token"}


@pytest.mark.parametrize(
    ("url", "method", "scope", "status"),
    [
        ("/hello", "get", "polls:read", 200),
        ("/hello", "get", "polls:vote", 403),
        ("/hello", "head", "polls:read", 200),
        ("/hello", "head", "polls:vote", 403),
        ("/hello", "options", "polls:read", 200),
        ("/undeclared", "options", "polls:read", 200),
        ("/hello", "post", "polls:vote", 200),
        ("/hello", "post", "polls:read", 403),
        ("/hello", "put", "polls:read polls:vote polls:write", 403),  # it names no scope for it
        ("/hello", "patch", "polls:read", 405),
        ("/undeclared", "delete", "polls:read", 405),
        ("/all", "put", "polls:read", 200),
        ("/all", "get", "polls:vote", 403),
        ("/function", "get", "polls:read", 200),
        ("/function", "get", "polls:vote", 403),
        ("/by-method", "get", "polls:read", 200),
        ("/by-method", "post", "polls:read", 403),
        ("/by-method", "post", "polls:vote", 200),
        ("/undeclared", "get", "polls:read polls:vote polls:write openid profile email", 403),
    ],
)
def test_a_bearer_needs_the_scope_of_the_method(
    alice, make_access_token, api, url, method, scope, status
):
    make_access_token(alice, scope=scope)

    assert getattr(api, method)(url, headers=BEARER).status_code == status


@pytest.mark.parametrize("url", ["/hello", "/all", "/function", "/by-method", "/undeclared"])
def test_a_token_and_a_session_need_none(alice, api_as, browser_as, url):
    assert api_as(alice).get(url).status_code == 200
    assert browser_as(alice).get(url).status_code == 200
