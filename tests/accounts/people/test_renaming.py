"""A person gets another username; the old one stays theirs for a time."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import checks
from accounts.ends import AccessEnded
from accounts.models import ReservedName, User
from accounts.people import leaving, personal, renaming
from accounts.people.registration import Taken
from accounts.trail.models import Entry
from tests.accounts.doors.conftest import by_form, by_get_auth_token, by_json
from tests.accounts.oauth.conftest import machine, make_access_token, make_client  # noqa: F401
from tests.conftest import PASSWORD

PAGE, API = "/accounts/username/", "/accounts/api/username"
NOW = timezone.now()
TAKEN = "A user with that username already exists."


def by_page(browser, name):
    """Return what the page says of ``name``: the status, and the refusal."""
    answer = browser.post(PAGE, {"username": name})
    if answer.status_code == 302:
        return 200, ""
    form = answer.context["form"]
    waits = answer.context["waits"]
    refusal = waits.detail if waits else next(iter(form.errors.get("username", [])), "")
    return answer.status_code, str(refusal)


def by_api(browser, name):
    answer = browser.post(API, {"username": name}, "application/json")
    content = answer.json()
    told = content.get("detail") or next(iter(content.get("username", [])))
    return answer.status_code, told if answer.status_code != 200 else ""


@pytest.fixture(params=[by_page, by_api])
def change(request, alice, browser_as):
    browser = browser_as(alice)
    return lambda name: request.param(browser, name)


def rename(user, name, *, now=NOW):
    return renaming.rename(User.objects.get(pk=user.pk), name, now=now)


# The change -------------------------------------------------------------------------------


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


# Refusals ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("alice", "This is your username already."),
        ("bob", TAKEN),
        ("BOB", TAKEN),
        ("\N{FULLWIDTH LATIN SMALL LETTER B}ob", TAKEN),
        ("erik", TAKEN),  # who left
        ("former-member-1", "Names that begin like this are for people who left."),
        ("al\N{CYRILLIC SMALL LETTER I}ce", "Use letters of one alphabet that is in common use."),
        ("", "This field"),
    ],
)
def test_the_rules_of_registration_hold(alice, bob, make_user, change, name, refusal):
    leaving.delete(make_user("erik"), now=NOW)
    assert refusal in change(name)[1]
    assert User.objects.get(pk=alice.pk).username == "alice"


def test_names_that_are_tried_are_counted(change, bob):
    for number in range(5):
        assert change("bob")[1] == TAKEN, number
    status, told = change("free")
    assert status == 429
    assert "Too many attempts" in told


def test_the_next_change_waits_for_some_days(alice, change, settings):
    assert change("liddell") == (200, "")
    status, told = change("pleasance")
    assert status == 409
    assert "You can change it again on" in told
    later = timezone.now() + timedelta(days=settings.NAME_CHANGE_DAYS, minutes=1)
    assert rename(alice, "pleasance", now=later).username == "pleasance"


def test_a_stale_session_is_asked_again(alice, browser_as, settings):
    browser = browser_as(alice)
    settings.FRESH_SESSION_AGE = 0
    assert browser.post(PAGE)["Location"].startswith("/accounts/confirm-access/")
    refused = browser.post(API, {"username": "liddell"}, "application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "reauthentication_required")


def test_no_token_changes_it(alice, api_as):
    refused = api_as(alice).post(API, {"username": "liddell"})
    assert (refused.status_code, refused.json()["code"]) == (403, "reauthentication_required")
    assert APIClient().post(API, {"username": "liddell"}).status_code == 401
    assert Client().post(PAGE)["Location"].startswith("/accounts/auth/")


def test_access_that_ended_meanwhile_changes_nothing(alice):
    looked_at = User.objects.get(pk=alice.pk)
    User.objects.get(pk=alice.pk).new_security_stamp()
    with pytest.raises(AccessEnded):
        renaming.rename(looked_at, "liddell", now=NOW)


# The old name -------------------------------------------------------------------------------


def test_nobody_else_takes_the_old_name_and_its_owner_may(alice, bob, settings):
    settings.NAME_CHANGE_DAYS = 0
    rename(alice, "liddell")
    with pytest.raises(Taken):
        rename(bob, "Alice")
    assert rename(alice, "Alice").username == "Alice"
    assert [row.key for row in ReservedName.objects.all()] == ["liddell"]


def test_a_name_in_another_spelling_is_not_given_up(alice):
    assert rename(alice, "ALICE").username == "ALICE"
    assert not ReservedName.objects.exists()


@pytest.mark.parametrize(("days", "is_free"), [(90, False), (0, True)])
def test_the_old_name_is_free_after_the_days_that_are_set(alice, bob, settings, days, is_free):
    settings.NAME_REUSE_DAYS = days
    rename(alice, "liddell")
    try:
        rename(bob, "alice")
    except Taken:
        assert not is_free
    else:
        assert is_free


def test_who_leaves_takes_no_old_name_back_and_is_not_named_by_it(alice, settings):
    rename(alice, "liddell")
    assert personal.of(alice, now=NOW)["account"]["names_given_up"][0]["key"] == "alice"
    leaving.delete(User.objects.get(pk=alice.pk), now=NOW)
    kept = ReservedName.objects.order_by("key").values_list("key", "holder")
    assert list(kept) == [("alice", None), ("liddell", None)]


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


@pytest.mark.parametrize("days", [-1, 1.5, True, "30", None, 36601])
def test_days_that_cannot_work_stop_the_start(settings, days):
    settings.NAME_CHANGE_DAYS = days
    assert [error.id for error in checks.check_name_changes()] == ["accounts.E012"]
