"""Consent holds for the application that was allowed, not for what it is made into later."""

import pytest
from django.utils import timezone
from oauth2_provider.models import Application

from accounts.credentials import end_access
from accounts.oauth import applications
from accounts.oauth.models import Consent
from tests.accounts.oauth.conftest import CALLBACK
from tests.accounts.oauth.test_consent import ask, sent_back

pytestmark = pytest.mark.django_db

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


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("door", [by_save, by_update])
def test_a_changed_application_asks_again(allowed, code_client, change, door):
    door(code_client.application, change)

    assert "Allow Pollster?" in allowed.get(ask(code_client)).content.decode()
    silently = sent_back(allowed.get(ask(code_client, prompt="none")))
    assert silently["error"] == "consent_required"


def test_a_new_address_gets_no_code_before_the_person_saw_it(allowed, code_client):
    by_save(code_client.application, CHANGES["another address"])

    page = allowed.get(ask(code_client, redirect_uri=OTHER))

    assert page.status_code == 200
    assert "you are sent to https://evil.example" in page.content.decode()


def test_a_new_secret_asks_again(allowed, code_client):
    applications.give_new_secret(code_client.application)

    assert allowed.get(ask(code_client)).status_code == 200


@pytest.mark.parametrize(
    "change",
    [{"name": "Renamed"}, {"redirect_uris": f"{CALLBACK} {CALLBACK}"}, {"user_id": None}],
)
def test_what_moves_no_code_elsewhere_asks_nobody(allowed, code_client, change):
    by_save(code_client.application, change)

    assert sent_back(allowed.get(ask(code_client)))["code"]


def test_allowing_it_again_holds_for_what_it_is_now(allowed, code_client):
    by_save(code_client.application, CHANGES["another address"])
    sent_back(allowed.post(ask(code_client), {"allow": "yes"}))

    assert sent_back(allowed.get(ask(code_client)))["code"]


def test_scopes_that_were_allowed_to_the_former_setup_do_not_add_up(alice, allowed, code_client):
    by_save(code_client.application, CHANGES["another address"])
    sent_back(allowed.post(ask(code_client, scope="polls:read"), {"allow": "yes"}))

    assert Consent.objects.get(user=alice).scope == "polls:read"
    assert allowed.get(ask(code_client)).status_code == 200


def test_scopes_that_were_allowed_to_the_same_setup_add_up(alice, allowed, code_client):
    sent_back(allowed.post(ask(code_client, scope="polls:write"), {"allow": "yes"}))

    assert Consent.objects.get(user=alice).scope == "polls:read polls:vote polls:write"


def test_denying_is_no_consent(alice, code_client, browser_as):
    browser_as(alice).post(ask(code_client), {"deny": "yes"})

    assert not Consent.objects.exists()


def test_it_ends_with_all_access(alice, allowed):
    end_access(alice, now=timezone.now())

    assert not Consent.objects.exists()
