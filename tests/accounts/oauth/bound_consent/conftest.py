"""An application that Alice allowed, and what it is made into."""

import pytest
from oauth2_provider.models import Application

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import CALLBACK

OTHER = "https://evil.example/callback"
#: Somebody else may get the code, or the tokens for it.
CHANGES = {
    "another address": {"redirect_uris": f"{CALLBACK} {OTHER}"},
    "another type": {"client_type": "public"},
    "another secret": {"client_secret": "a-new-secret-of-more-than-thirty-two-characters"},
}


@pytest.fixture
def allowed(alice, code_client, browser_as, make_code, post_token):
    """Alice allowed the application on the page, and it fetched its tokens."""
    browser = browser_as(alice)
    sent_back(browser.post(ask(code_client), {"allow": "yes"}))
    post_token(code_client, **make_code(code_client, alice))
    assert sent_back(browser.get(ask(code_client)))["code"]
    return browser


def by_save(application, fields):
    for name, value in fields.items():
        setattr(application, name, value)
    application.save()


def by_update(application, fields):
    Application.objects.filter(pk=application.pk).update(**fields)
