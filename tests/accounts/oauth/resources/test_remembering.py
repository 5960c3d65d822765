"""Consents for resources are remembered in bounds, and forgotten with the resource."""

import pytest

from accounts.oauth.authorization_request import MOST_RESOURCES
from accounts.oauth.models import Consent, managers
from tests.accounts.oauth.consent.test_consent_of_earlier_versions import remember
from tests.accounts.oauth.resources.conftest import READ, VOTE, A, B

pytestmark = pytest.mark.django_db


def test_what_was_allowed_to_the_former_setup_does_not_add_up(code_client, allow, asks):
    allow(code_client, [A])
    code_client.application.redirect_uris += " https://client.example/another"
    code_client.application.save()
    allow(code_client, [B])

    assert Consent.objects.get().resource == B
    assert asks("GET", code_client, [A])


@pytest.mark.parametrize(("most", "kept"), [(2, f"{A} {B}"), (1, B)])
def test_a_row_does_not_grow_without_end(monkeypatch, code_client, allow, most, kept):
    monkeypatch.setattr(managers, "MOST_REMEMBERED", most)
    allow(code_client, [A])
    allow(code_client, [B])

    assert Consent.objects.get().resource == kept
    [kept_for] = Consent.objects.get().allowed.values()
    assert kept_for == dict.fromkeys(kept.split(), READ)


def test_scopes_of_a_resource_that_is_forgotten_are_forgotten_with_it(
    monkeypatch, covers, alice, code_client
):
    monkeypatch.setattr(managers, "MOST_REMEMBERED", 1)
    remember(alice, code_client, [A], f"{READ} {VOTE}")
    remember(alice, code_client, [B], READ)

    assert Consent.objects.get().scope == READ
    assert covers([B], READ)
    assert not covers([B], VOTE)


def test_no_request_is_too_large_to_be_remembered():
    assert managers.MOST_REMEMBERED >= MOST_RESOURCES
