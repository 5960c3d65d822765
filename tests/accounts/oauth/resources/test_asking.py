"""A person allows an access for some APIs (RFC 8707): for another one they are asked again."""

import pytest
from oauth2_provider.models import Grant

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.resources.conftest import HERE, A, B

pytestmark = pytest.mark.django_db

CASES = [
    ([[]], [], False),
    ([[]], [A], True),
    ([[]], [HERE], True),
    ([[A]], [A], False),
    ([[A]], [], True),  # without a resource, it would be for this site
    ([[], [A]], [], False),
    ([[A], []], [], False),
    ([[A]], [B], True),
    ([[A]], [A, B], True),
    ([[A]], [f"{A}/"], True),
    ([[A]], [A[:-1]], True),
    ([[A, B]], [B], False),
    ([[A], [B]], [B, A], False),
    ([[A], []], [A], False),
]


@pytest.mark.parametrize("door", ["GET", "prompt=none"])
@pytest.mark.parametrize("who", ["code_client", "agent"])
@pytest.mark.parametrize(("before", "now", "is_asked"), CASES)
def test_the_page_comes_for_a_resource_that_was_not_allowed(
    request, allow, asks, door, who, before, now, is_asked
):
    client = request.getfixturevalue(who)
    for resource in before:
        allow(client, resource)

    assert asks(door, client, now) is is_asked


def test_a_claim_is_told_for_the_resource_that_its_scope_was_allowed_for(
    client_of_people, allow, browser
):
    allow(client_of_people, [A], "openid")
    allow(client_of_people, [B], "openid email")

    def scopes_at(resource):
        claims = '{"userinfo": {"email": null}}'
        asked = {"resource": resource, "scope": "openid", "claims": claims, "prompt": "none"}
        sent_back(browser.get(ask(client_of_people, **asked)))
        return Grant.objects.latest("pk").scope

    assert (scopes_at(A), scopes_at(B)) == ("openid", "openid email")


@pytest.mark.parametrize(("now", "is_asked"), [(A, False), (B, True)])
def test_a_pushed_request_is_asked_about_as_well(code_client, allow, asks, now, is_asked):
    allow(code_client, [A])

    assert asks("pushed", code_client, now) is is_asked
