"""Programs do under /accounts/api/ what people do on the pages of their account."""

from rest_framework.test import APIClient

from tests.accounts.api.conftest import API, NEW_PASSWORD
from tests.accounts.people.test_registration import link_in
from tests.conftest import PASSWORD


def end_of_link(mail) -> list[str]:
    return link_in(mail).rstrip("/").split("/")


def signs_in(username, password) -> bool:
    return APIClient().login(username=username, password=password)


def test_an_account_is_made_from_first_to_last(db, api, mailoutbox):
    asked = {"username": "dora", "email": "dora@example.com"}
    assert api.post(f"{API}/register", asked).status_code == 202
    assert api.post(f"{API}/register/again", {"email": "dora@example.com"}).status_code == 202
    first, again = (end_of_link(mail)[-1] for mail in mailoutbox)

    weak = api.post(f"{API}/register/confirm", {"code": first, "password": "dora"})
    assert (weak.status_code, list(weak.json())) == (400, ["password"])
    body = {"code": again, "password": NEW_PASSWORD}
    made = api.post(f"{API}/register/confirm", body)

    assert made.status_code == 201, made.content
    assert made.json()["user"]["username"] == "dora"
    assert "no-store" in made["Cache-Control"]
    assert not made.cookies
    headers = {"Authorization": f"Token {made.json()['token']}"}
    assert api.get(f"{API}/me", headers=headers).status_code == 200
    assert signs_in("dora", NEW_PASSWORD)
    for code in (first, again, "made-up"):  # they were for one account
        ended = api.post(f"{API}/register/confirm", {"code": code, "password": NEW_PASSWORD})
        assert (ended.status_code, ended.json()["code"]) == (410, "link_ended")


def test_a_password_is_reset_from_first_to_last(api, api_as, alice, mailoutbox):
    assert api.post(f"{API}/password/reset", {"email": "alice@example.com"}).status_code == 202
    *_, uid, token = end_of_link(mailoutbox[0])
    body = {"uid": uid, "token": token, "new_password": NEW_PASSWORD}
    assert list(api.post(f"{API}/password/reset/confirm", body | {"new_password": "x"}).json()) == [
        "new_password"
    ]

    assert api.post(f"{API}/password/reset/confirm", body).status_code == 200

    assert signs_in("alice", NEW_PASSWORD)
    assert api_as(alice).get(f"{API}/me").status_code == 401
    for wrong in ({}, {"uid": "odd!"}, {"token": "a-b"}):
        ended = api.post(f"{API}/password/reset/confirm", body | wrong)
        assert (ended.status_code, ended.json()["code"]) == (410, "link_ended")


def test_a_password_is_changed_and_the_token_ends(api_as, alice):
    program = api_as(alice)
    body = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
    wrong = program.post(f"{API}/password/change", body | {"old_password": "wrong"})
    assert (wrong.status_code, list(wrong.json())) == (400, ["old_password"])

    assert program.post(f"{API}/password/change", body).status_code == 200

    assert signs_in("alice", NEW_PASSWORD)
    assert program.get(f"{API}/me").status_code == 401


def test_a_session_that_changes_the_password_goes_on(alice):
    program = APIClient()
    program.login(username="alice", password=PASSWORD)
    body = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert program.post(f"{API}/password/change", body).status_code == 200
    assert program.get(f"{API}/me").status_code == 200
