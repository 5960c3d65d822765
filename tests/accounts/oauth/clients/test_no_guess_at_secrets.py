"""A right secret, a mistyped password and a fault are no guesses at a secret."""

import pytest
from django.db import OperationalError, connection

from tests.accounts.oauth.clients.test_client_authentication import GRANT

pytestmark = pytest.mark.django_db


@pytest.fixture
def mistype_passwords(password_client, post_token):
    """30 people do, at one application: its address is out of guesses at passwords."""

    def mistype():
        for n in range(30):
            wrong = GRANT | {"username": f"user{n}", "password": "wrong"}
            assert post_token(password_client, **wrong).status_code == 400
        assert post_token(password_client, **GRANT).status_code == 429

    return mistype


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("/auth/token", {"grant_type": "refresh_token", "refresh_token": "{refresh_token}"}),
        ("/auth/introspect", {"token": "{access_token}"}),
        ("/auth/revoke-token", {"token": "{access_token}"}),
    ],
)
def test_mistyped_passwords_do_not_keep_the_application_out(
    alice, sign_in, mistype_passwords, password_client, post_token, path, data
):
    tokens = sign_in(alice)
    mistype_passwords()

    data = {name: value.format(**tokens) for name, value in data.items()}

    assert post_token(password_client, path, **data).status_code == 200


def test_mistyped_passwords_leave_the_guesses_at_a_secret_as_they_are(
    mistype_passwords, password_client, post_token
):
    mistype_passwords()
    wrong = {"client_id": password_client.id, "client_secret": "wrong", "token": "x"}

    answers = [post_token(None, "/auth/introspect", **wrong).status_code for _ in range(11)]

    assert answers == [401] * 10 + [429]


def test_a_right_secret_is_not_a_guess(alice, password_client, post_token):
    for _ in range(12):
        assert post_token(password_client, **GRANT).status_code == 200


def away(execute, sql, params, many, context):
    raise OperationalError("the database is away")


@pytest.mark.parametrize("wrong", [{}, {"client_secret": "wrong"}])
def test_what_nobody_could_judge_is_no_guess(alice, password_client, post_token, wrong):
    """Else the application would be locked out once the database is back."""
    known = GRANT | password_client.credentials
    with connection.execute_wrapper(away):
        answers = [post_token(**known | wrong) for _ in range(20)]
    assert {answer.status_code for answer in answers} == {503}
    assert {answer.json()["error"] for answer in answers} == {"temporarily_unavailable"}
    assert post_token(**known).status_code == 200
    guesses = [post_token(**known | {"client_secret": "wrong"}) for _ in range(11)]
    assert [answer.status_code for answer in guesses] == [401] * 10 + [429]
