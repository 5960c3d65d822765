"""An application that asks for accesses to several APIs."""

import pytest

from accounts.oauth.models import Consent
from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import ISSUER, redeeming
from tests.accounts.oauth.consent.test_consent_of_earlier_versions import covers, remember
from tests.accounts.oauth.fetching.test_client_documents import DOCUMENT, Client, serve
from tests.accounts.oauth.pushed.conftest import page_of, push

__all__ = ["covers", "push", "serve"]  # fixtures
HERE, A, B = f"{ISSUER}/polls", "https://a.example/api", "https://b.example/api"
READ, VOTE = "polls:read", "polls:vote"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
REFRESH = "refresh_token"


@pytest.fixture
def browser(alice, browser_as):
    return browser_as(alice)


@pytest.fixture
def allow(browser, post_token):
    """``allow(client, [A])``: on the page; returns the tokens that the application fetched."""

    def answer(client, resource, scope="polls:read"):
        url = ask(client, resource=resource, scope=scope)
        code = sent_back(browser.post(url, {"allow": "yes"}))["code"]
        known = {"client_id": client.id} if client is Client else client.credentials
        return post_token(**known, **redeeming(code)).json()

    return answer


def forget_and_remember(user, client, resource, scope):
    Consent.objects.all().delete()
    remember(user, client, resource, scope)


@pytest.fixture
def agent(serve):
    serve(DOCUMENT)
    return Client


@pytest.fixture
def asks(browser, push, settings):
    """``asks(door, client, [A])``: whether the person has to be asked."""

    def by(door, client, resource, **more):
        wanted = {"resource": resource, "scope": "polls:read"} | more
        if door == "prompt=none":
            told = sent_back(browser.get(ask(client, prompt="none", **wanted)))
            return told.get("error") == "consent_required"
        url = ask(client, **wanted)
        if door == "pushed":
            settings.PUSHED_REQUESTS = "on"
            url = page_of(client, push(client, **wanted))
        response = browser.get(url)
        return response.status_code == 200 and "Allow" in response.content.decode()

    return by
