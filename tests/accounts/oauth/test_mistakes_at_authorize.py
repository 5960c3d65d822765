"""The application is told of its other mistakes, in the mode that it asked for."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.accounts.oauth.conftest import CALLBACK, ISSUER
from tests.accounts.oauth.test_consent import ask, sent_back

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


@pytest.mark.parametrize(
    "nothing", ["nonce", "response_mode", "claims", "max_age", "request", "request_uri"]
)
def test_an_empty_parameter_is_none(alice, code_client, browser_as, nothing):
    assert browser_as(alice).get(ask(code_client, **{nothing: ""})).status_code == 200


@pytest.mark.parametrize(
    ("asked", "form", "told"),
    [
        ({}, {"allow": "yes"}, "code"),
        ({}, {"deny": "yes"}, "error"),
        ({"nonce": "x" * 256}, {"allow": "yes"}, "error"),
        ({"scope": "openid"}, {"allow": "yes"}, "error"),
        ({"code_challenge": "x"}, {"allow": "yes"}, "error"),
    ],
)
@pytest.mark.parametrize(
    ("mode", "used"), [(None, "query"), ("query", "query"), ("fragment", "fragment")]
)
def test_code_and_errors_come_in_the_mode_that_was_asked_for(
    alice, code_client, browser_as, asked, form, told, mode, used
):
    url = ask(code_client, response_mode=mode, **asked)

    where = urlsplit(browser_as(alice).post(url, form)["Location"])

    answer = parse_qs(getattr(where, used))
    assert set(answer) - {"error_description"} == {told, "state", "iss"}
    assert not (where.query and where.fragment)


def test_a_machine_has_nobody_to_ask(alice, machine, browser_as):
    answer = sent_back(browser_as(alice).get(ask(machine)))

    assert answer["error"] == "unauthorized_client"


@pytest.mark.parametrize(
    "resource",
    [
        *["http://[::1", "http://[x]/", "http://\u2100.x/"],
        # Letters that look like others, text that runs backwards, a host that browsers take for
        # another one.
        *[
            "https://\u0440olls.example/",
            "https://api.example/\u202egpj",
            "https://a.example\\@b.c/",
        ],
        *["https://polls.example@evil.example/", "https://api.example/a b"],
    ],
)
def test_a_resource_that_is_no_address_is_told_to_the_application(code_client, client, resource):
    response = client.get(ask(code_client, resource=resource))

    assert response.status_code == 302
    assert "error=invalid_target" in response["Location"]
