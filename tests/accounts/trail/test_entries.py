"""Each event leaves one entry: who, by whom, when, from where, by which scheme. No secrets."""

import pytest
from django.test import Client

from accounts.models import Token
from accounts.trail.kinds import Kind
from accounts.trail.models import Entry
from tests.accounts.passwords.test_guessing import by_basic, by_form, by_json, by_token
from tests.conftest import PASSWORD

NEW = "a horse of another colour"


def change_password(browser):
    names = ("new_password1", "new_password2")
    browser.post(
        "/accounts/password/change/", {"old_password": PASSWORD} | dict.fromkeys(names, NEW)
    )


def revoke_first(browser):
    browser.delete(f"/accounts/api/tokens/{Token.objects.first().pk}")


def make_token(browser):
    browser.post("/accounts/api/tokens", {"name": "laptop"}, content_type="application/json")


@pytest.mark.parametrize(
    ("act", "event", "scheme"),
    [
        (lambda browser: by_form(browser, "alice", PASSWORD), "signed_in", "session"),
        (lambda browser: by_json(browser, "alice", PASSWORD), "signed_in", "session"),
        (lambda browser: browser.post("/accounts/logout/"), "signed_out", "session"),
        (make_token, "token_issued", "token"),
        (revoke_first, "token_revoked", "token"),
        (change_password, "password_changed", ""),
        (lambda browser: browser.post("/accounts/credentials/end/"), "all_ended", ""),
    ],
    ids=["form", "json", "sign out", "token", "revoke", "password", "end all"],
)
def test_what_alice_does_is_kept_once(alice, browser_as, entries, act, event, scheme):
    browser = browser_as(alice)
    before = len(entries(event))
    act(browser)
    (entry,) = entries(event)[before:]
    assert (entry.user_id, entry.username) == (alice.pk, "alice")
    assert (entry.actor_id, entry.actor) == (alice.pk, "alice")
    assert (entry.address, entry.scheme) == ("127.0.0.1", scheme)
    assert entry.request_id


@pytest.mark.parametrize("door", [by_form, by_json, by_token, by_basic])
def test_a_wrong_password_is_kept_with_its_account(alice, entries, door):
    door(Client(), "ALICE", "hunter2-hunter2")
    (entry,) = entries("password_refused")
    assert (entry.user_id, entry.username, entry.actor_id) == (alice.pk, "alice", None)
    assert (entry.address, entry.scheme) == ("127.0.0.1", "password")


def test_a_token_is_named_by_its_beginning(alice, entries):
    key = by_token(Client(), "alice", PASSWORD).json()["token"]
    assert entries("token_issued")[-1].hint == Token.objects.get(hint=key[:8]).hint
    assert key not in str(Entry.objects.values())


def test_an_entry_outlives_its_person(alice, entries):
    alice.delete()
    assert entries("token_issued")[-1].username == "alice"


def test_what_staff_do_is_kept_with_both(ada, alice, browser_as, entries):
    chosen = {"action": "deactivate", "_selected_action": [alice.pk]}
    browser_as(ada).post("/admin/accounts/user/", chosen)
    (ended,) = entries("deactivated")
    (changed,) = entries("staff_changed")
    for entry in (ended, changed):
        assert (entry.username, entry.actor) == ("alice", "ada")


def test_every_kind_fits_its_column():
    assert max(map(len, Kind.values)) <= Entry._meta.get_field("event").max_length
