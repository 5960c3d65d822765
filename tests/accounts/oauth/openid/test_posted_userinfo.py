"""Userinfo takes its token from a form, and no other endpoint does."""

import pytest

from tests.accounts.oauth.conftest import FORM, encoded

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask_who(api, alice, make_access_token):
    make_access_token(alice, scope="openid")

    def send(body, content_type=FORM, **headers):
        return api.post("/auth/userinfo", body, content_type=content_type, headers=headers)

    return send


def test_userinfo_takes_the_token_from_a_form(alice, ask_who):
    answer = ask_who("access_token=an-access-token")

    assert answer.json() == {"sub": str(alice.pk)}
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("body", "content_type", "status", "error"),
    [
        ("access_token=wrong", FORM, 401, "invalid_token"),
        ("access_token=", FORM, 401, "invalid_token"),
        ("access_token=an-access-token&access_token=an-access-token", FORM, 401, "invalid_token"),
        ("access_token=%ff%00", FORM, 401, "invalid_token"),
        ("token=an-access-token", FORM, 401, "invalid_request"),
        ('{"access_token": "an-access-token"}', "application/json", 401, "invalid_request"),
    ],
)
def test_any_other_body_is_refused(ask_who, body, content_type, status, error):
    answer = ask_who(body, content_type)

    assert answer.status_code == status
    assert answer.json()["error"] == error
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_a_token_that_comes_in_two_ways_is_refused(ask_who):
    answer = ask_who("access_token=an-access-token", Authorization="Bearer an-access-token")

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"


@pytest.mark.parametrize("path", ["/polls/api/questions/1/vote", "/accounts/api/me"])
def test_nowhere_else_a_body_holds_a_token(alice, make_access_token, api, path):
    make_access_token(alice, scope="profile polls:vote")

    answer = api.post(path, encoded({"access_token": "an-access-token"}), content_type=FORM)

    assert answer.status_code == 401
