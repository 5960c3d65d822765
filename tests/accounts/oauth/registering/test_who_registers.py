"""Programs register if the site lets them, with a token or some at a time."""

import pytest
from django.core.checks import run_checks
from oauth2_provider.models import Application

from tests.accounts.oauth.registering.conftest import TOKEN, by

pytestmark = pytest.mark.django_db


def test_it_is_off_unless_somebody_turns_it_on(register, api):
    assert register().status_code == 404
    assert "off" in register().json()["error_description"]
    assert not Application.objects.exists()
    told = api.get("/.well-known/oauth-authorization-server").json()
    assert "registration_endpoint" not in told


@pytest.mark.parametrize(
    ("sent", "status"), [({}, 401), ({"Authorization": "Bearer x"}, 401), (by(TOKEN), 201)]
)
def test_by_token_only_those_who_have_it_register(settings, register, sent, status):
    settings.CLIENT_REGISTRATION = "token"
    settings.CLIENT_REGISTRATION_TOKEN = TOKEN

    answer = register(**sent.get("headers", sent))

    assert answer.status_code == status
    assert ("WWW-Authenticate" in answer) == (status == 401)


def test_one_address_registers_so_many(is_open, register):
    assert [register().status_code for _ in range(11)] == [201] * 10 + [429]


@pytest.mark.parametrize("mode", ["on", "token", ""])
def test_a_mode_that_cannot_work_is_reported(settings, mode):
    settings.CLIENT_REGISTRATION = mode

    assert "accounts.oauth.E003" in {found.id for found in run_checks(tags=["accounts"])}
