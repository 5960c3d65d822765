"""Clients with the credentials that the page offers."""

import base64
import json
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application
from rest_framework.test import APIClient

from explore import cases
from polls import editing
from polls.models import Question
from tests.accounts.oauth.asking import ask
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
