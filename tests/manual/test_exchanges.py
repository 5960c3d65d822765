"""The requests on the pages about schemes get the answers that stand below them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import Application, Grant

from accounts.models import User
from accounts.oauth.keys import make_key
from accounts.oauth.models import Consent
from manual import shelves
from tests.manual.exchanges import Values, differences, exchanges

PAGES = [name for name, page in shelves.pages().items() if "```http" in page.path.read_text()]
#: RFC 7636, appendix B.
CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
CALLBACK = "https://app.example/callback"
SCOPE = "polls:read polls:vote"
JWT_PAGE = "choose/jwt-access-tokens"


@pytest.fixture
def cast(db):
    """Alice, and an application that she allows to read and vote."""
    alice = User.objects.create_user("alice", password="alice")
    application = Application.objects.create(
        client_id="voter-app",
        client_type=Application.CLIENT_PUBLIC,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=CALLBACK,
    )
    now = timezone.now()
    allowed = {"scopes": SCOPE.split(), "resources": []}
    Consent.objects.remember(user=alice, application=application, now=now, **allowed)
    Grant.objects.create(
        application=application,
        user=alice,
        code="a-code",
        scope=SCOPE,
        redirect_uri=CALLBACK,
        code_challenge=CHALLENGE,
        code_challenge_method="S256",
        expires=now + timedelta(seconds=60),
    )


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.usefixtures("cast")
def test_a_page_shows_what_the_site_answers(name, settings):
    settings.API_BASIC_AUTH = True
    settings.PUSHED_REQUESTS = settings.DPOP = "on"
    if name == JWT_PAGE:
        settings.JWT_ACCESS_TOKENS = True
        signed = {"OIDC_ENABLED": True, "OIDC_RSA_PRIVATE_KEY": make_key()}
        settings.OAUTH2_PROVIDER = settings.OAUTH2_PROVIDER | signed
    values = Values({"code…": "a-code"})
    for exchange in exchanges(shelves.pages()[name]):
        method, path = exchange.request.first.split(" ")
        headers = {each: values.fill(value) for each, value in exchange.request.headers}
        response = Client(enforce_csrf_checks=True).generic(
            method,
            values.fill(path),
            values.fill(exchange.request.body.replace("\n", "")),
            content_type=headers.pop("Content-Type", "application/octet-stream"),
            headers=headers,
        )
        assert differences(exchange.answer, response, values) == [], exchange.request.first


def test_every_scheme_has_its_exchanges():
    schemes = ["sessions", "tokens", "oauth2", "basic"]
    assert {f"choose/{scheme}" for scheme in schemes} <= set(PAGES)


@pytest.mark.parametrize(
    ("shown", "got", "fits"),
    [
        ("dar_…", "dar_abc", True),
        ("Token dar_…", "Bearer abc", False),
        ("sessionid=one…; Path=/", "sessionid=abc; Path=/", True),
        ("exact", "exact", True),
        ("exact", "other", False),
    ],
)
def test_a_value_that_changes_is_told_from_one_that_does_not(shown, got, fits):
    assert Values().fits(shown, got) is fits
