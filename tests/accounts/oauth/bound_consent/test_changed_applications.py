"""An application that changed asks again, unless the change moves no code elsewhere."""

import pytest

from accounts.oauth import applications
from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.bound_consent.conftest import CHANGES, OTHER, by_save, by_update
from tests.accounts.oauth.conftest import CALLBACK

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("door", [by_save, by_update])
def test_a_changed_application_asks_again(allowed, code_client, change, door):
    door(code_client.application, change)

    assert "Allow Pollster?" in allowed.get(ask(code_client)).content.decode()
    silently = sent_back(allowed.get(ask(code_client, prompt="none")))
    assert silently["error"] == "consent_required"


def test_a_new_address_gets_no_code_before_the_person_saw_it(allowed, code_client):
    by_save(code_client.application, CHANGES["another address"])

    page = allowed.get(ask(code_client, redirect_uri=OTHER))

    assert page.status_code == 200
    assert "you are sent to https://evil.example" in page.content.decode()


def test_a_new_secret_asks_again(allowed, code_client):
    applications.give_new_secret(code_client.application)

    assert allowed.get(ask(code_client)).status_code == 200


@pytest.mark.parametrize(
    "change",
    [{"name": "Renamed"}, {"redirect_uris": f"{CALLBACK} {CALLBACK}"}, {"user_id": None}],
)
def test_what_moves_no_code_elsewhere_asks_nobody(allowed, code_client, change):
    by_save(code_client.application, change)

    assert sent_back(allowed.get(ask(code_client)))["code"]
