"""A live token is described (RFC 7662)."""

import pytest

pytestmark = pytest.mark.django_db


def test_a_live_access_token_is_described(alice, sign_in, introspect, password_client):
    answer = introspect(sign_in(alice)["access_token"]).json()

    assert answer["exp"] - answer["iat"] == pytest.approx(3600, abs=2)
    assert answer | {"exp": 0, "iat": 0} == {
        "active": True,
        "token_type": "Bearer",
        "scope": "polls:read polls:vote",
        "client_id": password_client.id,
        "username": "alice",
        "sub": str(alice.pk),
        "exp": 0,
        "iat": 0,
    }


def test_a_live_refresh_token_is_described(alice, sign_in, introspect):
    answer = introspect(sign_in(alice)["refresh_token"]).json()

    assert answer["active"] is True
    assert answer["exp"] - answer["iat"] == 14 * 24 * 3600
    assert "token_type" not in answer


def test_a_token_of_nobody_has_no_subject(make_access_token, introspect):
    make_access_token(None, resource=["https://api.example"])

    answer = introspect("an-access-token").json()

    assert answer["aud"] == ["https://api.example"]
    assert "sub" not in answer
