"""Each action of the admin is in the history and in the log, with who did it."""

import pytest
from django.contrib.admin.models import LogEntry

from accounts.models import Token, User
from tests.admin.attacks import NEW, SET, act
from tests.admin.conftest import url_of


@pytest.fixture
def admin(ada, browser_as):
    return browser_as(ada)


@pytest.fixture
def held(alice, belongings):
    return belongings(alice)


@pytest.mark.parametrize(
    ("action", "of", "said"),
    [
        ("end_access", "user", "Ended all access."),
        ("deactivate", "user", "Deactivated."),
        ("lift_limit", "user", "Lifted the limit on wrong passwords."),
        ("revoke", "token", "Revoked."),
        ("new_secret", "application", "New secret."),
        ("end_access", "application", "Ended all access that people gave it."),
    ],
)
def test_an_action_is_in_the_history_with_its_actor(ada, admin, held, action, of, said):
    row = getattr(held, of)
    act(admin, action, row, confirmed="yes")

    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id, entry.change_message) == (ada, str(row.pk), said)
    assert said in admin.get(url_of(type(row), row.pk, "history")).content.decode()


def test_the_log_names_the_member_of_staff(admin, held, caplog):
    act(admin, "end_access", held.user)

    lines = {record.msg["event"]: record.msg for record in caplog.records}
    for event in ("access ended", "admin changed", "request"):
        assert lines[event]["actor"] == "ada", event


def test_a_password_that_was_set_is_in_the_history_and_not_in_the_log(ada, admin, held, caplog):
    admin.post(url_of(User, held.user.pk, "password"), SET)

    assert LogEntry.objects.get().user == ada
    assert NEW not in caplog.text


def test_requests_elsewhere_name_no_actor(alice, browser_as, caplog):
    browser_as(alice).get("/polls/")

    assert "actor" not in caplog.records[-1].msg


def test_who_did_something_here_is_not_deleted(ada, admin, make_user, browser_as, held):
    grace = make_user("grace", is_staff=True, is_superuser=True)
    act(browser_as(grace), "revoke", held.token)

    page = admin.post(url_of(User, grace.pk, "delete"), {"post": "yes"})

    assert "Deactivate the account instead" in page.content.decode()
    assert User.objects.filter(pk=grace.pk).exists()
    assert LogEntry.objects.get().user == grace


def test_nobody_deactivates_oneself(ada, admin):
    act(admin, "deactivate", ada)

    assert User.objects.get(pk=ada.pk).is_active


def test_the_dead_are_not_revoked_again(admin, held):
    act(admin, "revoke", held.token)
    act(admin, "revoke", held.token)

    assert LogEntry.objects.count() == 1
    assert Token.objects.get(pk=held.token.pk).revoked_at
