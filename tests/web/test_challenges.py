"""Callers without credentials get a challenge, and scripts a word about CSRF."""

import pytest

from tests.web.test_api_refusals import ME, assert_refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("*/*", 200),
        ("application/*;q=0.1, text/html", 200),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", 200),
        ("text/html", 406),
        ("", 406),
        ("nonsense", 406),
        (";;;,,,///", 406),
    ],
)
def test_who_takes_no_json_is_told_so_in_json(program_as, alice, accept, status):
    """RFC 9110 §12.5.1 leaves it open; ``results`` has other forms, so it is meant here."""
    response = program_as(alice).get(ME, headers={"Accept": accept})
    assert response.status_code == status
    assert response["Content-Type"] == "application/json"


def test_no_credentials_get_a_challenge(debug, program):
    response = program.get(ME)
    assert_refused(response, 401, "not_authenticated")
    assert response.json()["detail"] == "Authentication credentials were not provided."
    assert response["WWW-Authenticate"].startswith("Token")


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/logout/", "/polls/1/vote/"])
def test_a_script_without_its_csrf_token_is_told_so_in_json(debug, browser, path):
    response = browser.post(path, {"username": "alice"}, content_type="application/json")
    assert_refused(response, 403, "csrf_failed")
    assert not response.cookies


def test_a_script_on_a_page_is_refused_in_json(debug, browser):
    response = browser.get("/nowhere/", headers={"Accept": "application/json"})
    assert_refused(response, 404, "not_found")
