"""Every door that lets a person in."""

import base64

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient
from social_django.models import UserSocialAuth

from accounts.models import User
from tests.accounts.codes import conftest as codes
from tests.accounts.second_factor.passkeys import Device, add, sign_in
from tests.accounts.social.conftest import Browser, begin, come_back  # noqa: F401
from tests.conftest import PASSWORD

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
