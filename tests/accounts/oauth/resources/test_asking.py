"""A person allows an access for some APIs (RFC 8707): for another one they are asked again."""

import pytest
from oauth2_provider.models import Grant

from tests.accounts.oauth.resources.conftest import HERE, READ, VOTE, A, B
from tests.accounts.oauth.test_consent import ask, sent_back

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


#: What was allowed, then what is asked for: each time the resources, and the scopes.
PAIRS = [
    ([([A], READ), ([B], VOTE)], ([A], READ), False),
    ([([A], READ), ([B], VOTE)], ([B], VOTE), False),
    ([([A], READ), ([B], VOTE)], ([A], VOTE), True),
    ([([A], READ), ([B], VOTE)], ([B], READ), True),
    ([([A], READ), ([B], f"{READ} {VOTE}")], ([A, B], READ), False),
    ([([A], READ), ([B], f"{READ} {VOTE}")], ([A, B], VOTE), True),
    ([([A], READ), ([B], f"{READ} {VOTE}")], ([A], f"{READ} {VOTE}"), True),
    ([([A], READ), ([], VOTE)], ([A], VOTE), True),
    ([([], READ), ([A], VOTE)], ([], VOTE), True),
    ([([], READ), ([A], VOTE)], ([HERE], VOTE), True),
    ([([], READ), ([A], VOTE)], ([], READ), False),
    ([([A, B], READ), ([B], VOTE)], ([B], VOTE), False),
    ([([A, B], READ), ([B], VOTE)], ([A], VOTE), True),
    ([([A, B], READ), ([B], VOTE)], ([A, B], READ), False),
    ([([A], READ), ([B], VOTE), ([A], VOTE)], ([A], VOTE), False),
    ([([A], READ), ([B], VOTE), ([A], VOTE)], ([A], READ), False),
    ([([A], READ), ([B], VOTE), ([A], VOTE)], ([A, B], VOTE), False),
    ([([A], READ), ([B], VOTE), ([A], VOTE)], ([A, B], READ), True),
]


@pytest.mark.parametrize("door", ["GET", "prompt=none", "pushed"])
@pytest.mark.parametrize(("before", "now", "is_asked"), PAIRS)
def test_a_scope_is_remembered_for_the_resource_that_it_was_allowed_for(
    code_client, allow, asks, door, before, now, is_asked
):
    for resource, scope in before:
        allow(code_client, resource, scope)

    assert asks(door, code_client, now[0], scope=now[1]) is is_asked


def test_scopes_that_were_allowed_one_after_another_for_one_resource_add_up(
    code_client, allow, asks
):
    allow(code_client, [A], READ)
    allow(code_client, [B], f"{READ} {VOTE}")  # a token of both, which is looked for as well
    assert asks("GET", code_client, [A], scope=f"{READ} {VOTE}")
    allow(code_client, [A], VOTE)

    assert not asks("GET", code_client, [A], scope=f"{READ} {VOTE}")


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
