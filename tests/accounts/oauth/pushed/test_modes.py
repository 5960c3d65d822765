"""Pushed requests are off, on, or required."""

import pytest
from django.core.checks import run_checks
from django.core.management import call_command

from accounts.oauth.pushed import requests
from tests.accounts.oauth.pushed.conftest import PATH, page_of
from tests.accounts.oauth.test_consent import ask, sent_back

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("setting", "own", "is_pushed", "is_answered"),
    [
        ("on", False, False, True),
        ("on", True, False, False),
        ("on", True, True, True),
        ("required", False, False, False),
        ("required", False, True, True),
        ("off", False, False, True),
        ("off", True, False, False),  # a setting does not weaken an application in silence
    ],
)
def test_a_push_can_be_required(
    settings, alice, code_client, push, browser_as, setting, own, is_pushed, is_answered
):
    settings.PUSHED_REQUESTS = setting
    requests.set_pushes_only(code_client.application, is_so=own)
    page = page_of(code_client, push(code_client)) if is_pushed else ask(code_client)

    answer = browser_as(alice).get(page)

    assert (answer.status_code == 200) is is_answered
    if not is_answered:
        assert "Push the request first" in sent_back(answer)["error_description"]


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


def test_the_command_requires_it_of_one_application(capsys, code_client):
    call_command("createapp", name="Bank", grant="client-credentials", pushes_only=True)
    client_id = capsys.readouterr().out.split()[1]

    bank = type(code_client.application).objects.get(client_id=client_id)
    assert requests.must_push(bank)
    assert not requests.must_push(code_client.application)


@pytest.mark.parametrize("is_so", [True, False])
def test_staff_tick_it(ada, browser_as, code_client, is_so):
    application = code_client.application
    requests.set_pushes_only(application, is_so=not is_so)
    url, browser = f"/admin/oauth2_provider/application/{application.pk}/change/", browser_as(ada)
    form = browser.get(url).context["adminform"].form
    assert form["pushes_only"].value() is not is_so

    data = {name: form[name].value() or "" for name in form.fields}
    assert browser.post(url, data | {"pushes_only": "on" if is_so else ""}).status_code == 302
    assert requests.must_push(application) is is_so
