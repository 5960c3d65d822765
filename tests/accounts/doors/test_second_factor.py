"""Every door asks for the second factor of those who have one."""

import pytest

from accounts import counters
from accounts.models import User
from accounts.second_factor.models import AuthenticatorApp
from tests.accounts.doors.conftest import by_json
from tests.accounts.second_factor.conftest import code
from tests.accounts.social.conftest import Browser, begin, come_back  # noqa: F401

#: (door, without a factor, factor and no code, a wrong code, the code, a code that was used,
#: a recovery code, a wrong password and the code)
MATRIX = [
    ("form", "in", "asked", "refused", "in", "refused", "in", "refused"),
    ("admin", "in", "asked", "refused", "in", "refused", "in", "refused"),
    (
        *("json", "in", "400 otp_required", "400 otp_invalid", "in", "400 otp_invalid"),
        *("in", "400 invalid_credentials"),
    ),
    (
        *("get_auth_token", "in", "400 otp_required", "400 otp_invalid", "in", "400 otp_invalid"),
        *("in", "400 non_field_errors"),
    ),
    (
        *("code by mail", "in", "400 otp_required", "400 otp_invalid", "in", "400 otp_invalid"),
        *("in", "400 code_invalid"),
    ),
    ("basic", "in", *["401 otp_required"] * 5, "401 authentication_failed"),
    ("password grant", "in", *["400 invalid_grant"] * 6),
]


@pytest.mark.parametrize("row", MATRIX, ids=lambda row: row[0])
def test_each_door_answers_as_the_table_says(row, doors, alice, request):
    name, without, *answers = row
    door = doors[name]
    assert door(None) == without
    codes = request.getfixturevalue("factor")
    counters.reset()  # each try has a code of its own mailed, and few are
    used = code(steps=-1)
    assert door(None) == answers[0]
    assert door("000000") == answers[1]
    assert door(code()) == answers[2]
    counters.reset()
    assert door(used) == answers[3]  # older than the one that was taken
    assert door(codes[0]) == answers[4]
    assert door(code(steps=1), password="wrong") == answers[5]


@pytest.mark.parametrize("name", [row[0] for row in MATRIX])
def test_no_door_tells_of_a_factor_before_the_password_was_right(name, doors, alice, bob, factor):
    door = doors[name]
    assert door(code(), password="wrong") == door(code(), username="bob", password="wrong")
    User.objects.filter(username="alice").update(is_active=False)
    assert door(code()) == door(code(), username="bob", password="wrong")


def test_a_factor_whose_secret_cannot_be_read_still_guards(alice, factor, settings):
    AuthenticatorApp.objects.update(secret="sealed by a key that is gone")
    assert by_json(code()) == "400 otp_invalid"
    assert by_json(factor[0]) == "in"
