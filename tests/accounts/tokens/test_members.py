"""A member that means nothing is refused by its name."""

import pytest

from tests.accounts.tokens.test_api import TOKENS

UNKNOWN = "Unknown member. Known members: name, scopes, networks, idle_days, expires_at."


@pytest.mark.parametrize(
    "member",
    ["scope", "scpoes", "expires", "user", "revoked_at", "parent", "digest", "", "a\nb", "ä"],
)
def test_a_member_that_means_nothing_is_refused_by_its_name(alice, api_as, member):
    answer = api_as(alice).post(TOKENS, {"name": "x", member: "polls:read"})
    assert answer.status_code == 400
    assert answer.json() == {member: [UNKNOWN]}
    assert alice.tokens.count() == 1


@pytest.mark.parametrize(
    "member", ["id", "hint", "created", "last_used_at", "last_used_from", "key"]
)
def test_a_member_that_is_only_read_is_refused_too(alice, api_as, member):
    answer = api_as(alice).post(TOKENS, {"name": "x", member: "1"})
    assert answer.json() == {member: [UNKNOWN]}


def test_many_unknown_members_get_a_short_answer(alice, api_as):
    body = {"name": "x"} | {f"member{number}": 1 for number in range(1000)}
    answer = api_as(alice).post(TOKENS, body)
    assert answer.status_code == 400
    assert len(answer.json()) == 10


def test_a_form_may_carry_the_token_that_guards_it(alice, browser):
    browser.force_login(alice)
    browser.get("/accounts/logout/")
    csrf = browser.cookies["csrftoken"].value
    answer = browser.post(TOKENS, {"name": "x", "csrfmiddlewaretoken": csrf})
    assert answer.status_code == 201


@pytest.mark.parametrize("body", [[], "x", 1, None, True])
def test_a_body_that_is_no_object_is_refused(alice, api_as, body):
    assert api_as(alice).post(TOKENS, body).status_code == 400
