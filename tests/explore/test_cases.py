"""The API does what the page says is documented."""

import base64
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application
from oauth2_provider.settings import oauth2_settings
from rest_framework.test import APIClient

from accounts.oauth.keys import make_key
from explore import cases, endpoints
from explore.endpoints import ENDPOINTS
from polls import editing
from polls.models import Question
from tests.accounts.oauth.test_consent import ask
from tests.conftest import PASSWORD

CALLBACK = "http://127.0.0.1/explore/callback/"
SWITCHED = {"openid-configuration": 200, "jwks": 200, "logout": 200, "registration": 401}


@pytest.fixture
def bearer(alice):
    application = Application.objects.create(
        name="Explore",
        client_type=Application.CLIENT_PUBLIC,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
    )

    def make(scope):
        AccessToken.objects.create(
            user=alice,
            application=application,
            token=(key := f"key of {scope}".replace(" ", "-")),
            scope=scope,
            expires=timezone.now() + timedelta(hours=1),
        )
        return f"Bearer {key}"

    return make


@pytest.fixture
def client_with(alice, bearer):
    """``client_with("token")``: a client with Alice's credentials of that name."""

    def token(**fields):
        return alice.tokens.create(**fields)

    def revoked():
        spent = token()
        spent.revoke(now=timezone.now())
        return spent

    def session(*, csrf):
        client = APIClient(enforce_csrf_checks=True)
        client.force_login(alice)
        if csrf:
            client.get("/explore/")
            client.credentials(HTTP_X_CSRFTOKEN=client.cookies["csrftoken"].value)
        return client

    def carrying(authorization):
        return APIClient(headers={"Authorization": authorization})

    makers = {
        "none": APIClient,
        "session": lambda: session(csrf=True),
        "session-without-csrf": lambda: session(csrf=False),
        "token": lambda: carrying(f"Token {token().key}"),
        "token-expired": lambda: carrying(f"Token {token(expires_at=timezone.now()).key}"),
        "token-revoked": lambda: carrying(f"Token {revoked().key}"),
        "token-malformed": lambda: carrying("Token this is not a key"),
        "bearer": lambda: carrying(bearer(cases.SCOPES)),
        "bearer-reading": lambda: carrying(bearer("polls:read")),
        "bearer-revoked": lambda: carrying("Bearer revoked"),
        "basic": lambda: carrying(
            "Basic " + base64.b64encode(f"alice:{PASSWORD}".encode()).decode()
        ),
    }
    return lambda name: makers[name]()


def form_post():
    """The address of the page that POSTs an answer to these very pages."""
    application = Application.objects.create(
        client_type=Application.CLIENT_PUBLIC,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=CALLBACK,
    )
    asked = {"redirect_uri": CALLBACK, "scope": "polls:read", "prompt": "none"}
    client = SimpleNamespace(id=application.client_id)
    return ask(client, response_mode="form_post", **asked)


def run(endpoint, client, alice):
    """Send it, to a question of Alice's that nobody voted on, or to a token of hers."""
    question = editing.save(
        Question(question_text="Tea?", author=alice, pub_date=timezone.now()),
        choices=["Tea", "Coffee"],
    )
    made = question if endpoint.view.startswith("polls:") else alice.tokens.create()
    path = endpoint.path.replace("/0", f"/{made.pk}", 1) if 0 in endpoint.args else endpoint.path
    if endpoint.name == "form-post":
        path = form_post()
    body = endpoint.json
    if body and "choice" in body:
        body = {"choice": question.choices.first().pk}
    return client.generic(
        endpoint.method,
        path,
        json.dumps(body, cls=DjangoJSONEncoder) if body else "",
        content_type="application/json",
        headers={"Accept": "*/*"},
    ).status_code


@pytest.mark.parametrize("case", cases.credentials(), ids=lambda case: case.name)
def test_every_endpoint_answers_as_documented(case, client_with, alice):
    client = client_with(case.name)

    offered = endpoints.endpoints()

    got = {endpoint.name: run(endpoint, client, alice) for endpoint in offered}

    assert got == {endpoint.name: cases.status(endpoint, case) for endpoint in offered}


def test_what_the_settings_switch_on_answers_as_documented_too(settings, client_with, alice):
    openid = {"OIDC_ENABLED": True, "OIDC_RSA_PRIVATE_KEY": make_key()}
    settings.OAUTH2_PROVIDER = settings.OAUTH2_PROVIDER | openid
    settings.CLIENT_REGISTRATION = "open"
    switched = [e for e in endpoints.endpoints() if e.name in SWITCHED]

    got = {e.name: run(e, client_with("none"), alice) for e in switched}

    assert got == SWITCHED
    assert got == {e.name: cases.status(e, cases.NOBODY) for e in switched}


@pytest.fixture
def schemes(settings):
    """``schemes(…)``: the site with these schemes alone."""

    def have(*paths):
        settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {
            "DEFAULT_AUTHENTICATION_CLASSES": list(paths)
        }
        return [case.name for case in cases.credentials()]

    return have


def test_credentials_are_those_of_the_schemes_in_the_settings(schemes):
    basic = "accounts.passwords.authentication.BasicAuthentication"
    session = "accounts.sessions.authentication.SessionAuthentication"

    assert schemes(basic) == ["none", "basic"]
    assert schemes(session, basic) == ["none", "session", "session-without-csrf", "basic"]


def test_a_scheme_without_a_keyword_that_the_page_does_not_know_is_left_out(schemes):
    assert schemes("rest_framework.authentication.RemoteUserAuthentication") == ["none"]


def test_an_endpoint_that_the_site_does_not_have_is_left_out(monkeypatch):
    gone = endpoints.Endpoint("gone", "GET", "polls:gone")
    monkeypatch.setattr(endpoints, "ENDPOINTS", [*ENDPOINTS, gone])

    assert endpoints.endpoints() == ENDPOINTS


def test_each_has_a_name_of_its_own():
    assert len({endpoint.name for endpoint in ENDPOINTS}) == len(ENDPOINTS)


def test_the_scopes_that_it_asks_for_exist():
    assert set(cases.SCOPES.split()) <= set(oauth2_settings.SCOPES)
