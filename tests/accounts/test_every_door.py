"""
Every door that lets a person in, by the state of their account.

docs/how-to/second-factor.md and docs/reference/doors.md publish both tables.
"""

import base64
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient
from social_django.models import UserSocialAuth

from accounts import counters
from accounts.models import User
from accounts.second_factor import totp
from accounts.second_factor.models import AuthenticatorApp
from tests.accounts.codes import conftest as codes
from tests.accounts.second_factor.conftest import SECRET, code
from tests.accounts.second_factor.test_passkeys import Device, add, sign_in
from tests.accounts.social.conftest import Browser, begin, come_back  # noqa: F401
from tests.conftest import PASSWORD

DOCS = Path(__file__).parents[2] / "docs/reference/doors.md"
GIVEN = {"username": "alice", "password": PASSWORD}


def body(otp, **given):
    return GIVEN | ({"otp": otp} if otp else {}) | given


def told(answer):
    """Return ``in``, or the status and the code of the refusal."""
    if answer.status_code == 200:
        return "in"
    content = answer.json()
    error = content.get("code") or content.get("error") or next(iter(content))
    return f"{answer.status_code} {error}"


def by_form(otp, path="/accounts/login/", **given):
    browser = Client()
    first = browser.post(path, body(None, **given))
    if first.status_code != 302:
        return "refused" if first.status_code == 200 else f"{first.status_code} throttled"
    if first["Location"] == "/accounts/second-factor/sign-in/":
        assert "_auth_user_id" not in browser.session
        if not otp:
            return "asked"
        browser.post(first["Location"], {"otp": otp})
    return "in" if "_auth_user_id" in browser.session else "refused"


def by_admin(otp, **given):
    User.objects.update(is_staff=True)
    return by_form(otp, "/admin/login/", **given)


def by_json(otp, **given):
    return told(Client().post("/accounts/login/", body(otp, **given), "application/json"))


def by_get_auth_token(otp, **given):
    return told(APIClient().post("/accounts/get_auth_token", body(otp, **given)))


def by_basic(otp, **given):
    given = body(otp, **given)
    pair = f"{given['username']}:{given['password']}".encode()
    header = {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
    return told(APIClient(headers=header).get("/accounts/api/me"))


def by_mail(otp, **given):
    """A code that was mailed, in JSON; one that is wrong, where a password would be."""
    given, browser, more = body(None, **given), Client(), {"otp": otp} if otp else {}
    found = codes.ask(browser, f"{given['username']}@example.com")
    code = found if given["password"] == PASSWORD else "1"
    return codes.by_json(browser, code, **more)


@pytest.fixture
def by_password_grant(by_grant):
    return lambda otp, **given: told(by_grant(Client(), *body(otp, **given).values()))


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


@pytest.fixture
def doors(by_password_grant, alice, settings, _mail_at_once):
    settings.SIGN_IN_CODES = True
    User._base_manager.update(email_verified_at=timezone.now())
    return {
        "form": by_form,
        "admin": by_admin,
        "json": by_json,
        "get_auth_token": by_get_auth_token,
        "code by mail": by_mail,
        "basic": by_basic,
        "password grant": lambda otp, **given: by_password_grant(None, **given),
    }


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


@pytest.mark.parametrize("name", ["form", "json", "get_auth_token"])
def test_guesses_at_codes_count_and_are_refused_before_they_are_looked_at(name, doors, factor):
    doors[name]("000000")
    for _ in range(25):
        doors[name]("000000")
    answer = doors[name](code())
    assert answer == "429 throttled"


def test_a_thief_who_guesses_codes_keeps_no_known_browser_out(alice, factor, settings):
    settings.ATTEMPT_LIMITS = {"second_factor": (3, 3600)}
    browser = Client()
    known = browser.post("/accounts/login/", body(factor[0]), "application/json")
    assert known.status_code == 200
    for _ in range(4):
        by_json("000000")
    assert by_json(code()) == "429 throttled"
    assert told(browser.post("/accounts/login/", body(code()), "application/json")) == "in"


def test_a_code_that_was_right_is_no_guess(alice, factor):
    for one in factor:
        assert by_json(one) == "in"
    assert by_json(factor[0]) == "400 otp_invalid"


def test_a_factor_whose_secret_cannot_be_read_still_guards(alice, factor, settings):
    AuthenticatorApp.objects.update(secret="sealed by a key that is gone")
    assert by_json(code()) == "400 otp_invalid"
    assert by_json(factor[0]) == "in"


# The states of an account ---------------------------------------------------------------------


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


@pytest.fixture
def by_passkey(alice, browser_as):
    device = Device()

    def door(_otp):
        return told(sign_in(device))

    door.register = lambda: add(browser_as(alice), device)
    return door


@pytest.fixture
def by_social_account(alice, come_back):  # noqa: F811
    """By Dora's account at the demo provider, which Alice connected."""

    def door(_otp):
        browser, pk = Browser(), str(alice.pk)
        come_back(browser, "dora")
        signed_in = browser.session.get("_auth_user_id", "refused")
        return {pk: "in", "refused": "refused"}.get(signed_in, "a new account")

    def connect():
        come_back(Browser(), "dora")
        UserSocialAuth.objects.update(user=alice)
        User.objects.get(username="dora").delete()

    door.register = connect
    return door


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


def rows(head, table):
    yield f"| {' | '.join(head)} |"
    yield "|---" * len(head) + "|"
    for row in table:
        cells = (f"`{cell}`" if cell[0].isdigit() else cell for cell in row)
        yield f"| {' | '.join(cells)} |"


CODES = [
    *("door", "no factor", "no code", "wrong code", "code", "used code", "recovery code"),
    "wrong password and code",
]


@pytest.mark.parametrize(
    ("head", "table"),
    [
        (CODES, MATRIX),
        (["door", *(state.__name__.replace("_", " ") for state in STATES)], BY_STATE),
    ],
    ids=["codes", "states"],
)
def test_the_docs_show_these_tables(head, table):
    assert "\n".join(rows(head, table)) in DOCS.read_text()
