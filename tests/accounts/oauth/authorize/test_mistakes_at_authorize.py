"""The application is told of its mistakes."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.conftest import CALLBACK, ISSUER

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "S512"}, "invalid_request"),
        ({"code_challenge": "x"}, "invalid_request"),
        ({"code_challenge": "x" * 200}, "invalid_request"),
        ({"nonce": "x" * 256}, "invalid_request"),
        ({"response_mode": "web_message"}, "invalid_request"),
        ({"response_mode": "Fragment"}, "invalid_request"),
        ({"claims": "{x"}, "invalid_request"),
        ({"claims": "[1]"}, "invalid_request"),
        ({"claims": "[" * 100_000}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "1.5"}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
        ({"max_age": "٣"}, "invalid_request"),
        ({"max_age": "9" * 5000}, "invalid_request"),
        ({"request": "e30.e30."}, "request_not_supported"),
        ({"request_uri": "https://client.example/request"}, "request_uri_not_supported"),
        ({"registration": "{}"}, "registration_not_supported"),
        ({"request": "e30.e30.", "code_challenge": None}, "request_not_supported"),
        ({"resource": "not an address"}, "invalid_target"),
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "nonsense"}, "unsupported_response_type"),
        ({"response_type": "token"}, "unauthorized_client"),
        ({"response_type": "id_token"}, "unauthorized_client"),
        ({"response_type": "code token"}, "unauthorized_client"),
        ({"response_type": "none"}, "unauthorized_client"),
        ({"scope": "openid"}, "invalid_scope"),  # off without a key
    ],
)
def test_other_mistakes_are_told_to_the_application(alice, code_client, browser_as, wrong, error):
    response = browser_as(alice).get(ask(code_client, **wrong))

    assert response.status_code == 302
    where = urlsplit(response["Location"])
    assert f"{where.scheme}://{where.netloc}{where.path}" == CALLBACK
    answer = {name: value[0] for name, value in parse_qs(where.query or where.fragment).items()}
    assert answer["error"] == error
    assert answer["state"] == "a-state"
    assert answer["iss"] == ISSUER
    assert "code" not in answer
