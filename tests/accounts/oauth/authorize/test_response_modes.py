"""Codes and errors come in the mode that was asked for."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.accounts.oauth.asking import ask, sent_back

pytestmark = pytest.mark.django_db


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
