"""OpenID Connect lets clients POST authorization requests."""

from urllib.parse import parse_qs, urlsplit

import pytest
from oauth2_provider.models import Grant

from tests.accounts.oauth.asking import ask

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/auth/authorize", "/auth/authorize/"])
def test_a_posted_request_is_answered_as_the_get_that_it_stands_for(
    alice, code_client, browser, post, path
):
    browser.force_login(alice)

    answer = post(code_client, path)

    assert answer.status_code == 303
    assert answer["Location"].startswith(path + "?")
    assert "no-store" in answer["Cache-Control"]
    assert parse_qs(urlsplit(answer["Location"]).query) == parse_qs(
        urlsplit(ask(code_client)).query
    )
    page = browser.get(answer["Location"])
    assert "Allow Pollster?" in page.content.decode()
    assert not Grant.objects.exists()


def test_a_request_too_long_for_an_address_is_refused(code_client, browser, post):
    answer = post(code_client, state="é" * 2000)

    assert answer.status_code == 400
    assert "longer than an address can be" in answer.content.decode()


def test_a_repeated_parameter_stays_one(alice, code_client, browser, post):
    answer = post(code_client, state=["a", "b"])

    assert browser.get(answer["Location"]).status_code == 400
