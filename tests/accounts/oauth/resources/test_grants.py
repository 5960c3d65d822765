"""No token is for more resources than the person allowed."""

import pytest
from oauth2_provider.models import AccessToken

from tests.accounts.oauth.consent.test_consent_of_earlier_versions import remember
from tests.accounts.oauth.resources.conftest import (
    HERE,
    READ,
    REFRESH,
    VOTE,
    A,
    B,
    forget_and_remember,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("granted", "asked", "kept"),
    [
        ([], [], []),
        ([], [HERE], [HERE]),
        ([], ["https://mcp.example/"], ["https://mcp.example/"]),  # of RESOURCES
        ([], [A], None),
        ([], [HERE, A], None),
        ([A], [], [A]),
        ([A], [A], [A]),
        ([A], [B], None),
        ([A], [HERE], None),
        ([A, B], [B], [B]),
        ([A, B], [B, HERE], None),
    ],
)
@pytest.mark.parametrize("by", ["code", REFRESH])
def test_no_token_is_for_more_than_the_grant(
    alice, settings, code_client, make_code, post_token, by, granted, asked, kept
):
    settings.RESOURCES = ["https://mcp.example/"]
    trade = make_code(code_client, alice, resource=granted)
    if by == REFRESH:
        bought = post_token(code_client, **trade).json()
        trade = {"grant_type": REFRESH, REFRESH: bought[REFRESH]}

    response = post_token(code_client, **trade, **({"resource": asked} if asked else {}))

    if kept is None:
        assert (response.status_code, response.json()["error"]) == (400, "invalid_target")
        response, kept = post_token(code_client, **trade), granted  # it is not spent
    assert response.status_code == 200
    assert AccessToken.objects.latest("pk").resource == kept


@pytest.mark.parametrize(("allowed", "status"), [(A, 200), (f"{A} {B}", 200), (B, 400), ("", 400)])
def test_a_code_is_good_while_its_resources_are_allowed(
    alice, code_client, make_code, post_token, allowed, status
):
    trade = make_code(code_client, alice, resource=[A])
    forget_and_remember(alice, code_client, allowed.split(), f"{READ} {VOTE}")

    response = post_token(code_client, **trade)

    assert response.status_code == status
    assert status == 200 or response.json()["error"] == "invalid_grant"


def test_a_code_is_not_good_for_a_scope_that_was_allowed_for_another_resource(
    alice, code_client, make_code, post_token
):
    trade = make_code(code_client, alice, scope=VOTE, resource=[A])
    forget_and_remember(alice, code_client, [A], READ)
    remember(alice, code_client, [B], VOTE)

    assert post_token(code_client, **trade).json()["error"] == "invalid_grant"
