"""Scopes are remembered for the resource that they were allowed for."""

import pytest

from tests.accounts.oauth.resources.conftest import HERE, READ, VOTE, A, B

pytestmark = pytest.mark.django_db

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
