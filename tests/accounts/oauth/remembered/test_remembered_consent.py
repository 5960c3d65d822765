"""A person is not asked again for what they allowed before."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken

from tests.accounts.oauth.asking import ask, sent_back

pytestmark = pytest.mark.django_db


def test_nobody_signs_in_again_silently(alice, code_client, allowed, browser_since):
    browser = browser_since(alice, 3600)

    assert sent_back(browser.get(ask(code_client, prompt="none", max_age="3700")))["code"]
    answer = sent_back(browser.get(ask(code_client, prompt="none", max_age="3500")))
    assert answer["error"] == "login_required"


def test_what_was_allowed_is_not_asked_again(alice, code_client, allowed, browser_as):
    answer = sent_back(browser_as(alice).get(ask(code_client)))

    assert answer["code"]


def test_silently_too(alice, code_client, allowed, browser_as):
    assert sent_back(browser_as(alice).get(ask(code_client, prompt="none")))["code"]


def test_it_is_remembered_as_long_as_the_application_can_refresh(
    alice, code_client, allowed, browser_as
):
    AccessToken.objects.update(expires=timezone.now() - timedelta(days=1))

    assert sent_back(browser_as(alice).get(ask(code_client)))["code"]


@pytest.mark.parametrize(
    ("redirect_uri", "status"),
    [
        ("http://127.0.0.1:5000/callback", 200),  # any program can listen there
        ("http://localhost:5000/callback", 200),
        ("https://app.example/callback", 302),
        ("http://localhost/callback", 302),  # this very site
    ],
)
def test_a_public_application_is_trusted_where_nobody_else_can_be(
    alice, make_client, make_code, post_token, browser_as, redirect_uri, status
):
    client = make_client("authorization-code", "public", redirect_uris=redirect_uri)
    code = make_code(client, alice, redirect_uri=redirect_uri)
    post_token(client, **code | {"redirect_uri": redirect_uri})

    response = browser_as(alice).get(ask(client, redirect_uri=redirect_uri), HTTP_HOST="localhost")

    assert response.status_code == status
    assert ("program on your own device" in response.content.decode()) is (status == 200)
