"""A reference is good once, for its client and in one browser."""

import pytest
from django.utils import timezone
from oauth2_provider.models import Grant

from accounts.oauth.pushed import requests
from accounts.oauth.pushed.models import PushedRequest
from tests.accounts.oauth.pushed.conftest import page_of

pytestmark = pytest.mark.django_db


def test_a_reference_of_another_client_is_not_taken(
    alice, code_client, public_client, push, browser_as
):
    assert browser_as(alice).get(page_of(public_client, push(code_client))).status_code == 400


@pytest.mark.parametrize("happens", ["answered", "refused", "too late", "opened elsewhere"])
def test_a_reference_is_good_once(alice, bob, code_client, push, browser_as, happens):
    browser, page = browser_as(alice), page_of(code_client, push(code_client))
    if happens == "opened elsewhere":
        assert browser_as(bob).get(page).status_code == 200
    elif happens == "too late":
        PushedRequest.objects.update(expires_at=timezone.now())
    else:
        assert browser.get(page).status_code == 200
        answer = {"answered": "allow", "refused": "deny"}[happens]
        assert browser.post(page, {answer: "yes"}).status_code == 302
    Grant.objects.all().delete()

    assert browser.get(page).status_code == 400
    assert browser.post(page, {"allow": "yes"}).status_code == 400
    assert not Grant.objects.exists()


def test_the_page_may_be_loaded_again(alice, code_client, push, browser_as):
    browser, page = browser_as(alice), page_of(code_client, push(code_client))

    assert [browser.get(page).status_code for _ in range(3)] == [200] * 3


@pytest.mark.parametrize("is_https", [True, False])
def test_its_cookie_is_for_this_host_alone(
    settings, alice, code_client, push, browser_as, is_https
):
    settings.SESSION_COOKIE_SECURE = is_https
    answer = browser_as(alice).get(page_of(code_client, push(code_client)))

    (cookie,) = [each for name, each in answer.cookies.items() if "pushed-" in name]
    assert cookie.key.startswith("__Host-") is is_https
    assert bool(cookie["secure"]) is is_https
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/", "Lax", True)
    assert cookie["max-age"] == requests.ONCE_OPEN
