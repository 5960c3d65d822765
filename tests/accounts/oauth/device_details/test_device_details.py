"""Device codes keep how the person signed in who allowed them."""

import pytest
from django.utils import timezone

from accounts.oauth.kind import end_grants
from accounts.sessions import methods

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("proofs", "acr"),
    [([], "1"), ([methods.PASSWORD, methods.CODE, methods.SEVERAL], "2")],
)
def test_with_openid_there_is_an_id_token(
    alice, television, allowed, post_token, read, proofs, acr
):
    tokens = post_token(television, **allowed(proofs, scope="openid profile")).json()

    claims = read(tokens["id_token"])
    assert (claims["sub"], claims["aud"]) == (str(alice.pk), television.id)
    assert (claims["acr"], claims.get("amr", [])) == (acr, proofs)
    assert claims["auth_time"] <= claims["iat"]
    assert claims["preferred_username"] == "alice"


def test_without_it_there_is_none(television, allowed, post_token):
    assert "id_token" not in post_token(television, **allowed(scope="polls:read")).json()


@pytest.mark.parametrize("whose", ["user", "application"])
def test_codes_that_were_allowed_before_all_access_ended_stay_dead(
    alice, television, allowed, post_token, whose
):
    before = allowed(scope="polls:read")
    end_grants(
        now=timezone.now(), **{whose: {"user": alice, "application": television.application}[whose]}
    )

    after = allowed(scope="polls:read")

    assert post_token(television, **before).json()["error"] == "access_denied"
    assert post_token(television, **after).status_code == 200
