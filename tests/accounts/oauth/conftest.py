"""Applications of the cast, and what they send."""

import base64
import hashlib
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.conf import settings as django_settings
from django.utils import timezone
from joserfc import jwk, jwt
from oauth2_provider.models import AccessToken, Application, Grant, set_token_value

from accounts.oauth import applications
from accounts.oauth.keys import make_key
from accounts.oauth.models import Consent
from accounts.sessions.opening import OPENED
from tests.conftest import PASSWORD

ISSUER = django_settings.ISSUER
CALLBACK = "https://client.example/callback"
FORM = "application/x-www-form-urlencoded"
VERIFIER = "a-verifier-of-at-least-forty-three-characters-0123456789"
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode()[:43]


@dataclass
class Client:
    """An application and its secret, which the database no longer knows."""

    application: Application
    secret: str

    @property
    def id(self):
        return self.application.client_id

    @property
    def credentials(self):
        return {"client_id": self.id} | ({"client_secret": self.secret} if self.secret else {})

    @property
    def basic(self):
        return "Basic " + base64.b64encode(f"{self.id}:{self.secret}".encode()).decode()


@pytest.fixture
def make_client(db):
    def make(grant, client_type="confidential", **fields):
        application = Application(
            name=fields.pop("name", "Pollster"),
            client_type=client_type,
            authorization_grant_type=grant,
            redirect_uris=fields.pop("redirect_uris", CALLBACK),
            **fields,
        )
        secret = application.client_secret
        application.save()
        return Client(application, secret if client_type == "confidential" else "")

    return make


@pytest.fixture
def password_client(make_client):
    return make_client("password")


@pytest.fixture
def code_client(make_client):
    return make_client("authorization-code")


@pytest.fixture
def public_client(make_client):
    return make_client("authorization-code", "public", name="Voter app")


@pytest.fixture
def machine(make_client):
    return make_client("client-credentials", name="Nightly report")


@pytest.fixture
def post_token(api):
    """POST to the token endpoint, as a form; returns the response."""

    def post(client=None, path="/auth/token", /, headers=None, **data):
        data = (client.credentials if client else {}) | data
        return api.post(path, encoded(data), content_type=FORM, headers=headers)

    return post


def encoded(data):
    return urlencode(data, doseq=True)


@pytest.fixture
def sign_in(post_token, password_client):
    """``sign_in(alice)``: what the password grant answers, as a dict."""

    def grant(user, **data):
        response = post_token(
            password_client,
            grant_type="password",
            username=user.get_username(),
            password=PASSWORD,
            **data,
        )
        assert response.status_code == 200, response.content
        return response.json()

    return grant


@pytest.fixture
def make_access_token(machine):
    """An access token as the database knows it; ``raw`` is what its holder knows."""

    def make(user, scope="polls:read polls:vote", raw="an-access-token", **fields):
        fields.setdefault("expires", timezone.now() + timedelta(hours=1))
        fields.setdefault("application", machine.application)
        token = AccessToken(user=user, scope=scope, **fields)
        set_token_value(token, raw)
        token.save()
        return token

    return make


@pytest.fixture
def browser_since(browser_as):
    """``browser_since(alice, seconds)``: a browser in which Alice signed in so long ago."""

    def client(user, seconds):
        browser = browser_as(user)
        session = browser.session
        at = timezone.now() - timedelta(seconds=seconds)
        session[OPENED] |= {"at": at.isoformat()}
        session.save()
        return browser

    return client


@pytest.fixture
def make_code():
    """``make_code(client, alice)``: a code as the consent page issues it."""

    def make(client, user, code="a-code", scope="polls:read polls:vote", **fields):
        fields.setdefault("expires", timezone.now() + timedelta(seconds=60))
        Consent.objects.remember(
            user=user,
            application=client.application,
            scopes=scope.split(),
            resources=fields.get("resource", []),
            now=timezone.now(),
        )
        Grant.objects.create(
            application=client.application,
            user=user,
            code=code,
            scope=scope,
            redirect_uri=fields.pop("redirect_uri", CALLBACK),
            code_challenge=CHALLENGE,
            code_challenge_method="S256",
            **fields,
        )
        return redeeming(code)

    return make


def redeeming(code):
    """The parameters with which an application trades ``code`` for tokens."""
    return {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": CALLBACK,
        "code_verifier": VERIFIER,
    }


@pytest.fixture(scope="session")
def key():
    """The site's key, in PEM."""
    return make_key()


@pytest.fixture(scope="session")
def old_key():
    return make_key()


@pytest.fixture
def set_up(settings):
    """``set_up(DCR_ENABLED=True)``: with these among ``settings.OAUTH2_PROVIDER``."""

    def change(**changes):
        settings.OAUTH2_PROVIDER = {**settings.OAUTH2_PROVIDER, **changes}

    return change


@pytest.fixture
def oidc(set_up, key, old_key):
    """OpenID Connect, on."""
    set_up(OIDC_ENABLED=True, OIDC_RSA_PRIVATE_KEY=key, OIDC_RSA_PRIVATE_KEYS_INACTIVE=[old_key])


@pytest.fixture
def client_of_people(oidc, make_client):
    return make_client("authorization-code", algorithm="RS256")


@pytest.fixture
def read(api):
    """``read(raw)``: the claims of an ID token that this site signed."""

    def claims(raw):
        keys = jwk.KeySet.import_key_set(api.get("/auth/jwks").json())
        return jwt.decode(raw, keys, algorithms=["RS256"]).claims

    return claims


@pytest.fixture
def resource_server(machine):
    applications.set_resource_server(machine.application, is_so=True)
    return machine


@pytest.fixture
def introspect(post_token, resource_server):
    def post(token, client=resource_server):
        return post_token(client, "/auth/introspect", token=token)

    return post
