"""No endpoint lets a limited token in unless it names the scope."""

import pytest
from django.urls import URLPattern, get_resolver
from rest_framework.permissions import AllowAny
from rest_framework.test import APIRequestFactory
from rest_framework.views import APIView

from accounts.models import Token
from accounts.permissions import required_scope


def api_views():
    """Each view of the API with the methods that it answers."""

    def walk(patterns):
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                yield pattern.callback
            else:
                yield from walk(pattern.url_patterns)

    for view in walk(get_resolver().url_patterns):
        cls = getattr(view, "cls", None) or getattr(view, "view_class", None)
        if cls and issubclass(cls, APIView):
            actions = getattr(view, "actions", None) or {
                method: method for method in cls.http_method_names if hasattr(cls, method)
            }
            for method, action in actions.items():
                # ``current``: a token may always end itself.
                if method != "options" and action != "current":
                    yield pytest.param(view, cls, method, id=f"{cls.__name__}.{action}")


@pytest.mark.parametrize(("view", "cls", "method"), list(api_views()))
def test_no_endpoint_lets_a_limited_token_in_unless_it_names_the_scope(alice, view, cls, method):
    if set(cls.permission_classes) <= {AllowAny}:
        pytest.skip("It is open to everybody.")
    token = Token.objects.create(user=alice, scope="a:scope:that:no:view:names")
    request = getattr(APIRequestFactory(), method)(
        "/", headers={"Authorization": f"Token {token.key}"}
    )
    answer = view(request, pk="1")
    # Some endpoints take bearers alone.
    assert answer.status_code == (403 if takes_tokens(cls) else 401), answer.data
    if takes_tokens(cls):
        assert "insufficient_scope" in str(answer.data)


def takes_tokens(cls) -> bool:
    return any(getattr(scheme, "keyword", "") == "Token" for scheme in cls.authentication_classes)


def test_the_scope_of_a_view_is_read_by_action_and_by_method(rf):
    class View:
        required_scopes = {"get": "polls:read"}
        request = rf.get("/")

    assert required_scope(View()) == "polls:read"
