"""Pushed requests are off or on, and discovery says so."""

import pytest
from django.core.checks import run_checks

from tests.accounts.oauth.asking import sent_back
from tests.accounts.oauth.pushed.conftest import PATH, page_of

pytestmark = pytest.mark.django_db


def test_off_it_is_not_there(settings, api, alice, code_client, push, browser_as):
    page = page_of(code_client, push(code_client))
    settings.PUSHED_REQUESTS = "off"

    assert push(code_client).status_code == 404
    assert sent_back(browser_as(alice).get(page))["error"] == "request_uri_not_supported"
    told = api.get("/.well-known/oauth-authorization-server").json()
    assert not [name for name in told if "pushed" in name]


@pytest.mark.parametrize(("setting", "is_required"), [("on", False), ("required", True)])
def test_discovery_names_it(settings, api, setting, is_required):
    settings.PUSHED_REQUESTS = setting
    told = api.get("/.well-known/oauth-authorization-server").json()

    assert told["pushed_authorization_request_endpoint"].endswith(PATH)
    assert told["require_pushed_authorization_requests"] is is_required


@pytest.mark.parametrize(
    ("value", "found"),
    [("off", 0), ("on", 0), ("required", 0), ("yes", 1), (True, 1)],
)
def test_a_setting_that_says_nothing_is_told(settings, value, found):
    settings.PUSHED_REQUESTS = value

    errors = [error for error in run_checks() if error.id == "accounts.oauth.E010"]
    assert len(errors) == found
