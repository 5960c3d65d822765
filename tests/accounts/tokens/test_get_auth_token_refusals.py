"""Wrong credentials all get the same answer, and no key."""

import pytest

from tests.accounts.tokens.test_get_auth_token import ALICE, PATHS
from tests.conftest import PASSWORD


@pytest.mark.parametrize(
    "credentials",
    [
        {"username": "alice", "password": "wrong"},
        {"username": "alice", "password": PASSWORD + " "},
        {"username": "alice x", "password": PASSWORD},
        {"username": "nobody", "password": PASSWORD},
        {"username": "ghost", "password": PASSWORD},
    ],
)
def test_wrong_credentials_all_get_the_same_answer(alice, make_user, api, credentials):
    make_user("ghost", is_active=False)
    answer = api.post(PATHS[0], credentials)
    assert answer.status_code == 400
    assert answer.json() == {"non_field_errors": ["Unable to log in with provided credentials."]}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("body", [{}, {"username": "alice"}, {"username": [], "password": {}}, []])
def test_a_malformed_body_is_400_and_echoes_nothing(alice, api, body):
    answer = api.post(PATHS[0], body)
    assert answer.status_code == 400


def test_credentials_in_the_query_string_are_not_read(alice, api):
    answer = api.post(PATHS[0], query_params=ALICE)
    assert answer.status_code == 400


@pytest.mark.parametrize("path", PATHS)
def test_get_is_not_allowed(api, db, path):
    answer = api.get(path)
    assert answer.status_code == 405
    assert "POST" in answer["Allow"]


@pytest.mark.parametrize(
    "member", ["scope", "expires_at", "name", "grant_type", "next", "csrftoken"]
)
def test_a_member_that_means_nothing_is_refused_by_its_name(alice, api, member):
    answer = api.post(PATHS[0], ALICE | {member: "polls:read"})
    assert answer.status_code == 400
    assert answer.json() == {
        member: ["Unknown member. Known members: username, password, otp, scopes."]
    }
    assert alice.tokens.count() == 1


def test_a_password_that_changes_meanwhile_buys_nothing(alice, api, monkeypatch):
    def changed(*args, **kwargs):
        type(alice).objects.filter(pk=alice.pk).update(password="another")
        return alice

    monkeypatch.setattr("accounts.serializers.authenticate", changed)
    answer = api.post(PATHS[0], ALICE)
    assert answer.status_code == 400
    assert answer.json() == {"non_field_errors": ["Unable to log in with provided credentials."]}
    assert alice.tokens.count() == 1
