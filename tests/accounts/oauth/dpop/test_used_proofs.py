"""A proof is good once, and is forgotten when no clock would take it."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.oauth.dpop import freshness
from accounts.oauth.dpop.models import SpentProof
from accounts.oauth.dpop.proofs import WINDOW, InvalidProof, Proof
from tests.accounts.oauth.codes.test_parallel_requests import CROWD, together
from tests.accounts.oauth.conftest import ISSUER
from tests.accounts.oauth.dpop.conftest import API, proving
from tests.accounts.oauth.dpop.proofs import proof

pytestmark = pytest.mark.django_db


def test_a_proof_is_good_once(bound, get):
    token = bound["access_token"]
    one = proof("GET", ISSUER + API, token=token)

    assert [get(token, proof=one).status_code for _ in range(3)] == [200, 401, 401]


def test_a_proof_is_remembered_by_its_key_for_as_long_as_a_clock_takes_it(db):
    now, claims = timezone.now(), {"jti": "1"}
    for thumbprint in ("one", "another"):
        freshness.spend(Proof(thumbprint, claims), now=now)
    with pytest.raises(InvalidProof):
        freshness.spend(Proof("one", claims), now=now)

    # Made by a clock that is ahead, it is good for twice the window.
    latest = now + timedelta(seconds=2 * WINDOW)
    assert not freshness.expired(now=latest).exists()


def test_used_proofs_are_forgotten_when_they_are_too_old(bound):
    SpentProof.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    call_command("prune")

    assert not SpentProof.objects.exists()


def test_proofs_in_use_delete_the_old_ones(bound, get, monkeypatch):
    SpentProof.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    monkeypatch.setattr(freshness, "SWEEPS", "")

    get(bound["access_token"])
    assert SpentProof.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_uses_a_proof(bound):
    token = bound["access_token"]
    headers = {"Authorization": f"DPoP {token}"} | proving(API, "GET", token=token)

    statuses = [r.status_code for r in together(lambda: APIClient().get(API, headers=headers))]

    assert sorted(statuses) == [200] + [401] * (CROWD - 1)
