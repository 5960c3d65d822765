"""The token of a request ends itself, by a path that needs no id."""

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Token
from tests.accounts.oauth.conftest import machine, make_access_token, make_client  # noqa: F401

CURRENT = "/accounts/api/tokens/current"


@pytest.mark.parametrize("path", [CURRENT, f"{CURRENT}/"])
@pytest.mark.parametrize("scope", ["", "polls:read"])
def test_a_token_ends_itself_whatever_its_scopes(alice, path, scope):
    token = Token.objects.create(user=alice, scope=scope)
    child = Token.objects.create(user=alice, parent=token)
    caller = APIClient(headers={"Authorization": f"Token {token.key}"})
    assert caller.delete(path).status_code == 204
    assert caller.delete(path).status_code == 401
    live = Token.objects.live(now=timezone.now())
    assert [one.pk for one in live] == [alice.initial_token.pk]
    assert not live.filter(pk=child.pk).exists()


def test_a_session_has_no_token_to_end(alice, browser_as):
    assert browser_as(alice).delete(CURRENT).status_code == 404


def test_an_access_token_has_no_token_to_end(alice, make_access_token):  # noqa: F811
    make_access_token(alice, scope="profile")
    caller = APIClient(headers={"Authorization": "Bearer an-access-token"})
    assert caller.delete(CURRENT).status_code == 404


def test_nobody_is_asked_who_they_are(client, db):
    assert client.delete(CURRENT).status_code == 401
