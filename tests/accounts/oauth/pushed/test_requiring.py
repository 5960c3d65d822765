"""Staff and a command require pushed requests of one application."""

import pytest
from django.core.management import call_command

from accounts.oauth.pushed import requests
from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.pushed.conftest import page_of

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
