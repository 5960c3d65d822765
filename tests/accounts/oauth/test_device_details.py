"""Device codes keep what the program asked for, and how the person signed in who allowed it."""

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken

from accounts.oauth.device import codes
from accounts.oauth.kind import end_grants
from accounts.sessions import methods
from accounts.sessions.opening import OPENED
from tests.accounts.oauth.conftest import ISSUER

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = f"{ISSUER}/polls", "https://mcp.example/mcp"


@pytest.fixture
def television(oidc, make_client):
    grant = "urn:ietf:params:oauth:grant-type:device_code"
    return make_client(grant, "public", name="Television", redirect_uris="", algorithm="RS256")


@pytest.fixture
def allowed(television, post_token, browser_as, alice):
    """``allowed(scope=…)``: the parameters of the token request, after Alice allowed it."""

    def make(proofs=(), **asked):
        begun = post_token(television, "/auth/device-authorization", **asked).json()
        browser = browser_as(alice)
        session = browser.session
        session[OPENED] |= {"by": list(proofs)}
        session.save()
        browser.post("/auth/device/", {"user_code": begun["user_code"], "allow": "yes"})
        return {"grant_type": codes.GRANT_TYPE, "device_code": begun["device_code"]}

    return make


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


@pytest.mark.parametrize(
    ("at_first", "later", "kept"),
    [
        ([], [], []),
        ([HERE], [], [HERE]),
        ([HERE, ELSEWHERE], [], [HERE, ELSEWHERE]),
        ([HERE, ELSEWHERE], [ELSEWHERE], [ELSEWHERE]),
        ([], [HERE], [HERE]),
        ([HERE], [ELSEWHERE], None),
        ([], [ELSEWHERE], None),  # the page told of no API but this one
        ([], [HERE, ELSEWHERE], None),
    ],
)
def test_a_resource_is_narrowed_and_never_widened(
    television, allowed, post_token, at_first, later, kept
):
    asked = allowed(scope="polls:read", **({"resource": at_first} if at_first else {}))

    response = post_token(television, **asked, **({"resource": later} if later else {}))

    if kept is None:
        assert (response.status_code, response.json()["error"]) == (400, "invalid_target")
        assert not AccessToken.objects.exists()
    else:
        assert AccessToken.objects.get().resource == kept
        assert RefreshToken.objects.get().resource == kept


@pytest.mark.parametrize(
    ("resource", "said"),
    [
        ("polls", "absolute"),
        ([f"{HERE}/{number}" for number in range(11)], "at most 10"),
        (f"{HERE}/{'x' * 2000}", "longer than 2000"),
    ],
)
def test_what_is_no_address_and_what_would_fill_the_database_is_refused_at_once(
    television, post_token, resource, said
):
    answer = post_token(television, "/auth/device-authorization", resource=resource)

    assert answer.json()["error"] == "invalid_target"
    assert said in answer.json()["error_description"]


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
