from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.urls import path
from django.utils import timezone
from rest_framework.response import Response
from rest_framework.views import APIView

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


class Vote(APIView):
    required_scopes = "polls:vote"

    def get(self, request):
        return Response({"user": request.user.get_username()})

    post = get


class Undeclared(APIView):
    def get(self, request):
        return Response()


urlpatterns = [path("vote", Vote.as_view()), path("undeclared", Undeclared.as_view())]


def call(api, header, method="get", url="/vote"):
    return getattr(api, method)(url, headers={"Authorization": header})


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_an_access_token_lets_its_user_in(alice, make_access_token, api, scheme):
    make_access_token(alice)

    response = call(api, f"{scheme} an-access-token")

    assert response.json() == {"user": "alice"}


def test_it_costs_one_query(alice, make_access_token, api, django_assert_num_queries):
    make_access_token(alice)

    with django_assert_num_queries(1):
        call(api, "Bearer an-access-token")


@pytest.mark.parametrize(
    ("header", "detail"),
    [
        ("Bearer wrong", "Invalid token"),
        ("Bearer", "Invalid token"),
        ("Bearer an-access-token more", "Invalid token"),
        ("Bearer \xff", "Invalid token"),
        ("Bearer " + "x" * 8000, "Invalid token"),
    ],
)
def test_a_bad_bearer_is_never_anonymous(alice, make_access_token, api, header, detail):
    make_access_token(alice)

    response = call(api, header)

    assert response.status_code == 401
    assert response.json() == {"detail": detail, "code": "invalid_token"}
    assert 'Bearer realm="api", error="invalid_token"' in response["WWW-Authenticate"]


NOW = timezone.now()


@pytest.mark.parametrize(
    ("fields", "detail"),
    [
        ({"expires": NOW - timedelta(seconds=1)}, "Token has expired"),
        ({"resource": ["https://elsewhere.example/"]}, "Invalid token"),
    ],
)
def test_a_token_that_is_not_for_now_and_here_is_refused(
    alice, make_access_token, api, fields, detail
):
    make_access_token(alice, **fields)

    response = call(api, "Bearer an-access-token")

    assert response.status_code == 401
    assert response.json()["detail"] == detail


def test_a_token_for_this_resource_is_taken(alice, make_access_token, api):
    make_access_token(alice, resource=[f"{django_settings.ISSUER}/vote"])

    assert call(api, "Bearer an-access-token").status_code == 200


def test_a_token_made_in_the_future_is_refused(alice, make_access_token, api):
    token = make_access_token(alice)
    type(token).objects.update(created=timezone.now() + timedelta(seconds=120))

    assert call(api, "Bearer an-access-token").status_code == 401


def test_an_inactive_user_is_refused(alice, make_access_token, api):
    make_access_token(alice)
    type(alice)._base_manager.update(is_active=False)  # past save(), which would delete the token

    response = call(api, "Bearer an-access-token")

    assert response.status_code == 401
    assert response.json()["detail"] == "User inactive or deleted"


@pytest.mark.parametrize(
    "send",
    [
        lambda api: api.get("/vote?access_token=an-access-token"),
        lambda api: api.post("/vote", {"access_token": "an-access-token"}),
    ],
)
def test_a_token_elsewhere_than_in_the_header_is_not_read(alice, make_access_token, api, send):
    make_access_token(alice)

    response = send(api)

    assert response.status_code == 401
    assert response["WWW-Authenticate"].startswith('Token, Bearer realm="api"')


def test_a_missing_scope_is_named(alice, make_access_token, api):
    make_access_token(alice, scope="polls:read")

    response = call(api, "Bearer an-access-token", "post")

    assert response.status_code == 403
    assert response.json()["code"] == "insufficient_scope"
    assert response["WWW-Authenticate"] == (
        'Bearer realm="api", error="insufficient_scope", scope="polls:vote"'
    )


def test_a_view_that_names_no_scope_takes_no_access_token(alice, make_access_token, api):
    make_access_token(alice)

    response = call(api, "Bearer an-access-token", url="/undeclared")

    assert response.status_code == 403
    assert response.json()["code"] == "insufficient_scope"


def test_an_api_token_needs_no_scope(alice, api_as):
    assert api_as(alice).get("/undeclared").status_code == 200


def test_an_application_without_a_person_reads(make_access_token, api):
    make_access_token(None)

    assert call(api, "Bearer an-access-token").json() == {"user": ""}


def test_an_application_without_a_person_is_told_why_it_cannot_act(make_access_token, api):
    make_access_token(None)

    response = call(api, "Bearer an-access-token", "post")

    assert response.status_code == 403
    assert response.json()["code"] == "no_person"
    assert "belongs to an application" in response.json()["detail"]


def test_a_method_that_the_view_lacks_is_still_405(alice, make_access_token, api):
    make_access_token(alice)

    assert call(api, "Bearer an-access-token", "delete").status_code == 405


@pytest.mark.urls("config.urls")
def test_who_am_i_takes_the_scope_profile(alice, make_access_token, api):
    make_access_token(alice, scope="profile")

    me = call(api, "Bearer an-access-token", url="/accounts/api/me").json()

    assert me["user"]["username"] == "alice"
    assert me["scheme"] == "bearer"


@pytest.mark.urls("config.urls")
@pytest.mark.parametrize("url", ["/accounts/api/tokens", "/accounts/api/sessions"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_application_cannot_touch_other_credentials(alice, make_access_token, api, url, method):
    make_access_token(alice, scope="polls:read polls:vote polls:write profile email")

    response = call(api, "Bearer an-access-token", method, url)

    assert response.status_code == (
        405 if (url, method) == ("/accounts/api/sessions", "post") else 403
    )
