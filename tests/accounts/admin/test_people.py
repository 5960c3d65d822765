"""Staff see people and sessions in the admin, and others see nothing."""

import pytest

from accounts.models import Session, User
from tests.accounts.admin.conftest import ME, SESSIONS, TOKENS, USERS, works


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
