"""A program that knows the API's address alone finds out where tokens come from (RFC 9728)."""

import re

import pytest
from django.core.checks import run_checks
from django.urls import path as django_path
from rest_framework.views import APIView

from accounts.oauth.authorization_request import MAX_RESOURCE
from tests.accounts.oauth.conftest import ISSUER
from tests.accounts.oauth.consent.test_consent_resources import HOSTS_OF_NOBODY

pytestmark = pytest.mark.django_db

PATH = "/.well-known/oauth-protected-resource"


@pytest.mark.parametrize("path", [PATH, PATH + "/"])
def test_it_names_the_api_and_its_authorization_server(api, path):
    answer = api.get(path)

    assert answer.json() == {
        "resource": ISSUER,
        "authorization_servers": [ISSUER],
        "scopes_supported": ["polls:read", "polls:vote", "polls:write", "profile", "email"],
        "bearer_methods_supported": ["header"],
    }
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert answer["Cache-Control"] == "public, max-age=3600"


def test_it_is_made_of_the_issuer_alone(api, settings):
    settings.ISSUER = "https://polls.example"
    settings.ALLOWED_HOSTS = ["localhost"]

    answer = api.get(PATH, HTTP_HOST="localhost:8000")

    assert answer.json()["resource"] == "https://polls.example"
    assert "localhost" not in answer.content.decode()


def test_it_is_only_read(browser):
    response = browser.post(PATH)

    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", "/polls/api/questions"),
        ("post", "/polls/api/questions/1/vote"),
        ("get", "/accounts/api/me"),
        ("get", "/accounts/api/tokens"),
        ("get", "/auth/userinfo"),
        ("post", "/auth/invalidate-sessions"),
    ],
)
@pytest.mark.parametrize("credentials", [None, "Bearer wrong", "Bearer", "Token wrong"])
def test_every_401_leads_to_it(api, method, path, credentials):
    headers = {"Authorization": credentials} if credentials else {}

    answer = getattr(api, method)(path, headers=headers)

    assert answer.status_code == 401
    (address,) = re.findall(r'resource_metadata="([^"]+)"', answer["WWW-Authenticate"])
    assert address == ISSUER + PATH
    document = api.get(address.removeprefix(ISSUER)).json()
    (server,) = document["authorization_servers"]
    found = api.get("/.well-known/oauth-authorization-server").json()
    assert found["issuer"] == server


class Guarded(APIView):
    def get(self, request):
        raise AssertionError


urlpatterns = [django_path("guarded", Guarded.as_view())]


@pytest.mark.urls(__name__)
def test_a_project_without_an_authorization_server_of_its_own_names_none(api):
    answer = api.get("/guarded")

    assert answer.status_code == 401
    assert "resource_metadata" not in answer["WWW-Authenticate"]


def test_a_token_for_this_resource_is_good_all_over_it(alice, make_access_token, api):
    make_access_token(alice, resource=[api.get(PATH).json()["resource"]])

    headers = {"Authorization": "Bearer an-access-token"}
    assert api.get("/polls/api/questions", headers=headers).status_code == 200


def test_a_token_for_a_front_door_of_this_api_is_good_here(alice, make_access_token, api, settings):
    door = "https://mcp.example/mcp"
    make_access_token(alice, scope="profile", resource=[door])
    bearer = {"HTTP_AUTHORIZATION": "Bearer an-access-token"}

    assert api.get("/accounts/api/me", **bearer).status_code == 401
    settings.RESOURCES = [door]
    assert api.get("/accounts/api/me", **bearer).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        *("mcp.example", "https://a:b@mcp.example/", "https://mcp.example/#a"),
        *("https://mcp .example/", "https://mcp.example/<a>", "https://[::1", "https://ä.example/"),
        *(f"https://{host}/" for host in HOSTS_OF_NOBODY),
        f"https://mcp.example/{'x' * MAX_RESOURCE}",
    ],
)
def test_an_address_that_no_token_can_be_made_for_is_an_error(settings, address):
    settings.RESOURCES = ["https://mcp.example/mcp", address]
    [found] = [one for one in run_checks(tags=["accounts"]) if one.id == "accounts.oauth.E004"]
    assert address in found.msg
