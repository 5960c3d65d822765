"""Tokens that are bound to a key work with a proof of it, and no other way (RFC 9449)."""

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken

from accounts.tokens import hot as tokens_hot
from polls.models import Question
from tests.accounts.oauth.conftest import FORM, encoded
from tests.accounts.oauth.dpop.conftest import API, proving
from tests.accounts.oauth.dpop.proofs import jkt
from web.usual import KNOWN

pytestmark = pytest.mark.django_db


def test_a_proof_binds_the_tokens_to_its_key(bound, get):
    assert bound["token_type"] == "DPoP"
    assert AccessToken.objects.get().key.thumbprint == jkt()
    assert RefreshToken.objects.get().key.thumbprint == jkt()
    assert get(bound["access_token"]).status_code == 200
    assert get(bound["access_token"]).status_code == 200  # by another proof


def test_without_a_proof_it_is_a_bearer_token(redeem, public_client, get):
    tokens = redeem(public_client).json()

    assert tokens["token_type"] == "Bearer"
    assert get(tokens["access_token"], "Bearer", None).status_code == 200


@pytest.mark.parametrize("scheme", ["Bearer", "DPoP", "bearer", "dpop"])
def test_the_quick_way_of_api_tokens_takes_no_access_token(bound, scheme):
    header = f"{scheme} {bound['access_token']}"
    assert tokens_hot.key_of({"HTTP_AUTHORIZATION": header}) is None
    assert "HTTP_DPOP" not in KNOWN


def test_it_votes_too(alice, bound, api):
    question = Question.objects.create(question_text="Tea?", pub_date=timezone.now(), author=alice)
    choice = question.choices.create(choice_text="Yes")
    raw, path = bound["access_token"], f"{API}/{question.pk}/vote"

    headers = {"Authorization": f"DPoP {raw}"} | proving(path, token=raw)
    assert api.post(path, {"choice": choice.pk}, headers=headers).status_code == 201


def test_userinfo_and_its_form_take_it(oidc, redeem, public_client, api, alice):
    public_client.application.algorithm = "RS256"
    public_client.application.save()
    tokens = redeem(public_client, proving(), scope="openid").json()
    raw, path = tokens["access_token"], "/auth/userinfo"

    headers = {"Authorization": f"DPoP {raw}"}
    found = api.get(path, headers=headers | proving(path, "GET", token=raw))
    assert found.json() == {"sub": str(alice.pk)}
    refused = api.post(path, encoded({"access_token": raw}), content_type=FORM)
    assert refused.json()["error"] == "invalid_token"
    assert "bound to a key" in refused.json()["error_description"]
    both = proving(path, token=raw) | headers
    twice = api.post(path, encoded({"access_token": raw}), content_type=FORM, headers=both)
    assert twice.status_code == 400


def test_a_bearer_costs_no_statement_more(redeem, public_client, get, django_assert_num_queries):
    token = redeem(public_client).json()["access_token"]
    get(token, "Bearer", None)

    with django_assert_num_queries(2):  # the token with its key and its person; the questions
        get(token, "Bearer", None)
