"""Only the person changes the account, in a session that is fresh."""

import pytest
from rest_framework.test import APIClient

from tests.accounts.api.conftest import API
from tests.accounts.api.test_limits_of_accounts_api import BODIES

OWN = ["password/change", "email", "email/confirm"]


@pytest.mark.parametrize("path", OWN)
def test_only_the_person_changes_the_account(api, api_as, alice, path):
    assert api.post(f"{API}/{path}", BODIES[path]).status_code == 401
    for made, code in (
        ({"name": "a", "scopes": ["polls:vote"]}, "insufficient_scope"),
        ({"name": "b"}, "child_token"),
    ):
        key = api_as(alice).post(f"{API}/tokens", made).json()["key"]
        headers = {"Authorization": f"Token {key}"}
        answer = api.post(f"{API}/{path}", BODIES[path], headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (403, code)


@pytest.mark.parametrize("path", ["password/change", "email"])
def test_without_a_password_a_fresh_session_is_asked_for(api_as, browser_as, alice, path):
    alice.set_unusable_password()
    alice.save()
    token = alice.tokens.create(name="later").key
    body = {n: v for n, v in BODIES[path].items() if n not in ("old_password", "password")}
    answer = APIClient(headers={"Authorization": f"Token {token}"}).post(f"{API}/{path}", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "reauthentication_required")
    answer = browser_as(alice).post(f"{API}/{path}", body, content_type="application/json")
    assert answer.status_code in {200, 202}, answer.content


def test_a_stale_token_stands_in_nobody_s_way(api, db):
    headers = {"Authorization": "Token stale"}
    body = BODIES["password/reset"]
    assert api.post(f"{API}/password/reset", body, headers=headers).status_code == 202
