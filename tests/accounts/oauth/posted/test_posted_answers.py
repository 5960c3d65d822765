"""The answer of a person to a posted request is taken from this site alone."""

from urllib.parse import urlsplit

import pytest
from oauth2_provider.models import Grant

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import CALLBACK, FORM

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong", [{"redirect_uri": "https://evil.example/"}, {"client_id": "unknown"}]
)
def test_nobody_is_sent_to_an_unknown_address_by_it(code_client, browser, post, wrong):
    answer = post(code_client, **wrong)

    assert answer["Location"].startswith("/auth/authorize?")
    assert browser.get(answer["Location"]).status_code == 400


@pytest.mark.parametrize("form", [{"allow": "yes"}, {"deny": "yes"}, {}])
@pytest.mark.parametrize("smuggled", [{}, {"client_id": "x"}])
def test_the_persons_answer_is_still_not_taken_from_another_site(
    alice, code_client, browser, form, smuggled
):
    browser.force_login(alice)

    answer = browser.post(ask(code_client), form | smuggled)

    assert answer.status_code == 403
    assert not Grant.objects.exists()


def test_an_allow_beside_a_posted_request_allows_nothing(alice, code_client, browser):
    browser.force_login(alice)
    body = urlsplit(ask(code_client)).query + "&allow=yes"

    answer = browser.post("/auth/authorize", body, content_type=FORM)

    assert answer.status_code == 303
    assert "Allow Pollster?" in browser.get(answer["Location"]).content.decode()
    assert not Grant.objects.exists()


def test_with_its_csrf_token_the_answer_is_taken(alice, code_client, browser):
    browser.force_login(alice)
    page = browser.get(ask(code_client))
    token = page.context["csrf_token"]

    answer = browser.post(ask(code_client), {"allow": "yes", "csrfmiddlewaretoken": str(token)})

    assert sent_back(answer)["code"]
    assert CALLBACK in answer["Location"]
