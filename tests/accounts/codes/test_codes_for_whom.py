"""A code is mailed to active people with a confirmed address, if the site says so."""

import pytest

from accounts.codes import checks
from accounts.models import User
from tests.accounts.codes.conftest import ASK, CONFIRM, EMAIL, ask, by_json
from tests.accounts.codes.test_signing_in import INVALID


@pytest.mark.parametrize(
    ("change", "is_mailed"),
    [
        ({}, True),
        ({"is_active": False}, False),
        ({"email_verified_at": None}, False),
        ({"password": "!"}, True),
        ({"email": "a@example.com", "email_key": "a@example.com"}, False),
    ],
)
def test_only_an_active_person_with_a_confirmed_address_gets_one(
    alice, browser, mailoutbox, change, is_mailed
):
    User._base_manager.filter(pk=alice.pk).update(**change)
    code = ask(browser)
    assert bool(mailoutbox) is is_mailed
    assert by_json(browser, code) == ("in" if is_mailed else INVALID)


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", [ASK, CONFIRM])
def test_it_is_off_unless_the_site_says_so(alice, settings, browser, path, method):
    assert "/accounts/code/" in browser.get("/accounts/auth/").text
    settings.SIGN_IN_CODES = False
    assert getattr(browser, method)(path, {"email": EMAIL}).status_code == 404
    assert "/accounts/code/" not in browser.get("/accounts/auth/").text
    assert browser.post(path, {"code": "1"}, "application/json").status_code == 404


@pytest.mark.parametrize("is_on", [True, False])
def test_a_site_that_mails_nothing_does_not_start_with_it(settings, is_on):
    settings.SIGN_IN_CODES = is_on
    assert checks.check_codes_can_be_mailed() == []
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    found = [error.id for error in checks.check_codes_can_be_mailed()]
    assert found == (["accounts.E013"] if is_on else [])
