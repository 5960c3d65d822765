"""Consent holds for the application that was allowed, and ends with all access."""

import pytest
from django.utils import timezone

from accounts.credentials import end_access
from accounts.oauth.models import Consent
from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.bound_consent.conftest import CHANGES, by_save

pytestmark = pytest.mark.django_db


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
