"""A script signs in with JSON."""

import pytest

from tests.accounts.sessions.test_sign_in import ALICE, LOGIN


def post_json(browser, data, csrf="", **headers):
    return browser.post(
        LOGIN, data, content_type="application/json", headers={"X-CSRFToken": csrf} | headers
    )


def test_json_signs_in(alice, browser, csrf):
    answer = post_json(browser, ALICE | {"next": "/polls/2/"}, csrf)
    assert answer.status_code == 200
    assert answer.json()["user"]["username"] == "alice"
    assert answer.json()["next"] == "/polls/2/"
    assert browser.get("/accounts/api/me").status_code == 200


def test_a_form_that_accepts_json_is_answered_in_json(alice, browser, csrf):
    headers = {"Accept": "application/json", "X-CSRFToken": csrf}
    answer = browser.post(LOGIN + "?next=/polls/3/", ALICE, headers=headers)
    assert answer.json()["next"] == "/polls/3/"


def test_wrong_credentials_in_json_are_400_and_not_echoed(alice, browser, csrf):
    answer = post_json(browser, {"username": "alice", "password": "hunter2222"}, csrf)
    assert answer.status_code == 400
    assert answer.json() == {
        "detail": "Unable to log in with provided credentials.",
        "code": "invalid_credentials",
    }
    assert "hunter2222" not in answer.content.decode()


@pytest.mark.parametrize("body", ["[]", "null", '"x"', "1", "{", '{"username": {}}', "\xff"])
def test_malformed_json_is_400(db, browser, csrf, body):
    assert post_json(browser, body, csrf).status_code == 400
