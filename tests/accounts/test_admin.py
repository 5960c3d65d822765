import re

import pytest
from rest_framework.test import APIClient

from accounts.models import Session, Token, User
from tests.conftest import PASSWORD

ME = "/accounts/api/me"
USERS, TOKENS, SESSIONS = (f"/admin/accounts/{name}/" for name in ("user", "token", "session"))


@pytest.fixture
def admin(ada, browser_as):
    return browser_as(ada)


def works(key) -> bool:
    return APIClient(headers={"Authorization": f"Token {key}"}).get(ME).status_code == 200


def key_in(page) -> str:
    assert "no-store" in page["Cache-Control"]
    return re.search(r"dar_\w{38}", page.content.decode())[0]


def test_adding_a_user_shows_the_first_key_once(admin):
    form = {
        "username": "dora",
        "usable_password": "true",
        "password1": PASSWORD,
        "password2": PASSWORD,
    }
    page = admin.post(f"{USERS}add/", form, follow=True)
    key = key_in(page)
    assert works(key)
    dora = User.objects.get(username="dora")
    assert f"{USERS}{dora.pk}/change/" in page.content.decode()
    assert key not in admin.get(f"{USERS}{dora.pk}/change/").content.decode()


def test_adding_a_token_shows_its_key_once(admin, alice):
    form = {"user": alice.pk, "name": "for alice"}
    page = admin.post(f"{TOKENS}add/", form, follow=True)
    assert works(key_in(page))


def test_the_list_shows_beginnings_only(admin, alice):
    html = admin.get(TOKENS).content.decode()
    assert alice.initial_token.hint in html
    assert alice.initial_token.key not in html
    assert alice.initial_token.digest not in html


@pytest.mark.parametrize(("state", "count"), [("live", 2), ("dead", 1), ("", 3)])
def test_the_list_can_be_narrowed_to_what_is_live(admin, alice, state, count):
    admin.post(TOKENS, {"action": "revoke", "_selected_action": [alice.initial_token.pk]})
    Token.objects.create(user=alice)
    page = admin.get(TOKENS, {"state": state} if state else {})
    assert page.context["cl"].result_count == count


def test_revoking_in_the_list_ends_the_token(admin, alice):
    admin.post(TOKENS, {"action": "revoke", "_selected_action": [alice.initial_token.pk]})
    assert not works(alice.initial_token.key)


def test_a_token_cannot_be_edited(admin, alice):
    path = f"{TOKENS}{alice.initial_token.pk}/change/"
    assert admin.get(path).status_code == 200
    assert admin.post(path, {"user": alice.pk, "name": "x"}).status_code == 403


def test_a_user_with_tokens_and_sessions_can_be_deleted(admin, alice, browser_as):
    browser_as(alice)
    answer = admin.post(f"{USERS}{alice.pk}/delete/", {"post": "yes"})
    assert answer.status_code == 302
    assert not User.objects.filter(username="alice").exists()
    assert not works(alice.initial_token.key)


def test_a_session_is_read_and_deleted_but_not_made_or_edited(admin, alice, browser_as):
    browser = browser_as(alice)
    row = Session.objects.get(user=alice)
    assert admin.get(SESSIONS).status_code == 200
    assert admin.get(f"{SESSIONS}add/").status_code == 403
    assert admin.post(f"{SESSIONS}{row.pk}/change/", {}).status_code == 403
    assert row.session_data not in admin.get(f"{SESSIONS}{row.pk}/change/").content.decode()
    admin.post(f"{SESSIONS}{row.pk}/delete/", {"post": "yes"})
    assert browser.get(ME).status_code == 401


@pytest.mark.parametrize("path", [USERS, TOKENS, SESSIONS, f"{USERS}add/", f"{TOKENS}add/"])
def test_people_who_are_no_staff_see_nothing(alice, browser_as, path):
    assert browser_as(alice).get(path)["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("path", [USERS, TOKENS, SESSIONS])
def test_search_answers(admin, alice, path):
    assert admin.get(path, {"q": "alice"}).status_code == 200
