"""Every door answers by the state of the account."""

import pytest

from accounts.models import User
from accounts.second_factor import totp
from accounts.second_factor.models import AuthenticatorApp
from tests.accounts.doors.conftest import by_json
from tests.accounts.second_factor.conftest import SECRET
from tests.accounts.social.conftest import Browser, begin, come_back  # noqa: F401


def is_active(alice):
    pass


def is_inactive(alice):
    alice.is_active = False
    alice.save()


def is_locked(alice):
    for _ in range(10):
        by_json(None, password="wrong")


def has_a_factor(alice):
    AuthenticatorApp.objects.create(user=alice, secret=totp.seal(SECRET, user=alice))


def is_unconfirmed(alice):
    User._base_manager.update(email_verified_at=None)


def has_another_password(alice):
    alice.set_password("staple horse battery")
    alice.save()


def is_deleted(alice):
    alice.delete()


STATES = [
    is_active,
    is_inactive,
    is_locked,
    has_a_factor,
    is_unconfirmed,
    has_another_password,
    is_deleted,
]
#: (door, its answer in each of these states)
BY_STATE = [
    ("form", "in", "refused", "429 throttled", "asked", "in", "refused", "refused"),
    ("admin", "in", "refused", "429 throttled", "asked", "in", "refused", "refused"),
    (
        *("json", "in", "400 invalid_credentials", "429 throttled", "400 otp_required", "in"),
        *["400 invalid_credentials"] * 2,
    ),
    (
        *("get_auth_token", "in", "400 non_field_errors", "429 throttled", "400 otp_required"),
        *("in", "400 non_field_errors", "400 non_field_errors"),
    ),
    (
        *("code by mail", "in", "400 code_invalid", "in", "400 otp_required", "400 code_invalid"),
        *("in", "400 code_invalid"),
    ),
    (
        *("basic", "in", "401 authentication_failed", "429 throttled", "401 otp_required", "in"),
        *["401 authentication_failed"] * 2,
    ),
    (
        *("password grant", "in", "400 invalid_grant", "429 slow_down", "400 invalid_grant", "in"),
        *["400 invalid_grant"] * 2,
    ),
    ("social account", "in", "refused", "in", "in", "in", "in", "a new account"),
    ("passkey", "in", "400 passkey_refused", "in", "in", "in", "in", "400 passkey_refused"),
]


@pytest.mark.parametrize("row", BY_STATE, ids=lambda row: row[0])
@pytest.mark.parametrize("number", range(len(STATES)), ids=lambda n: STATES[n].__name__)
def test_each_door_answers_by_the_state_of_the_account(row, number, doors, alice, request):
    name, *answers = row
    fixture = f"by_{name.replace(' ', '_')}"
    door = doors[name] if name in doors else request.getfixturevalue(fixture)
    if name not in doors:
        door.register()
    STATES[number](alice)
    assert door(None) == answers[number]
