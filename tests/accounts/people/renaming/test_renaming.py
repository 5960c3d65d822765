"""A person gets another username, and all that they hold goes on."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import ReservedName, User
from accounts.trail.models import Entry
from tests.accounts.doors.conftest import by_form, by_get_auth_token, by_json
from tests.accounts.oauth.conftest import machine, make_access_token, make_client  # noqa: F401
from tests.accounts.people.renaming.conftest import PAGE, by_page, rename
from tests.conftest import PASSWORD


def test_the_new_name_alone_signs_in_at_every_door(alice, change):
    assert change("Alice.L") == (200, "")
    for door in (by_form, by_json, by_get_auth_token):
        assert door(None, username="alice.l") == "in"
        assert door(None, username="alice") == door(None, username="nobody") != "in"


def test_sessions_and_tokens_go_on_under_the_new_name(alice, api_as, browser_as):
    elsewhere = browser_as(alice)
    rename(alice, "liddell")
    for client in (api_as(alice), elsewhere):
        assert client.get("/accounts/api/me").json()["user"]["username"] == "liddell"


def test_applications_see_the_new_name_of_the_same_person(alice, make_access_token):  # noqa: F811
    make_access_token(alice, scope="openid profile")
    bearer = APIClient(headers={"Authorization": "Bearer an-access-token"})
    before = bearer.get("/auth/userinfo").json()
    rename(alice, "liddell")
    assert bearer.get("/auth/userinfo").json() == before | {"preferred_username": "liddell"}


@pytest.mark.usefixtures("_mail_at_once")
def test_the_person_is_warned_and_the_trail_has_both_names(
    alice, browser_as, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        by_page(browser_as(alice), "liddell")
    assert "Your username was changed" in [message.subject for message in mailoutbox]
    entry = Entry.objects.get(event="user_name_changed")
    assert (entry.username, entry.detail, entry.actor) == ("liddell", "alice", "alice")


def test_the_page_says_what_follows(alice, browser_as):
    page = browser_as(alice).get(PAGE).text
    assert "nobody else takes the old name" in page
    assert "after 30 days" in page


def test_staff_change_it_with_the_same_effect_and_a_line_in_the_history(alice, ada):
    staff = Client()
    staff.post("/accounts/login/", {"username": "ada", "password": PASSWORD})
    page = f"/admin/accounts/user/{alice.pk}/change/"
    form = staff.get(page).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields if name != "password"}
    data = {name: value for name, value in data.items() if value is not False and value != []}
    data.pop("groups", None), data.pop("user_permissions", None)
    answer = staff.post(page, {k: v for k, v in data.items() if v} | {"username": "liddell"})
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert Entry.objects.filter(event="user_name_changed", actor="ada").count() == 1
    assert Entry.objects.filter(event="staff_changed", user_id=alice.pk).exists()
    assert ReservedName.objects.get().holder_id == alice.pk
    assert User.objects.get(pk=alice.pk).username_changed_at is None  # theirs is not used up
