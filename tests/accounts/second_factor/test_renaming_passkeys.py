"""The owner of a passkey renames it, and nobody else."""

import pytest

from accounts.second_factor import factors
from accounts.second_factor.models import Passkey
from tests.accounts.second_factor.passkeys import JSON, PAGES


def test_its_owner_renames_it_on_the_page(alice, browser_as, passkey):
    browser, page = browser_as(alice), f"{PAGES}/{passkey.pk}/"
    assert page in browser.get("/accounts/second-factor/").text
    assert "My laptop" in browser.get(page).text
    assert browser.post(page, {"name": " The old one "})["Location"] == "/accounts/second-factor/"
    assert Passkey.objects.get().name == "The old one"
    assert browser.post(page, {"name": ""}).status_code == 200


def test_a_program_renames_it(alice, browser_as, passkey):
    path = f"/accounts/api/second-factor/{passkey.pk}"
    done = browser_as(alice).patch(path, {"name": "The old one"}, JSON)
    assert (done.status_code, done.json()["label"]) == (200, "The old one")
    assert Passkey.objects.get().name == "The old one"


def test_a_renaming_writes_no_old_count_of_signatures(passkey):
    Passkey.objects.update(sign_count=7)
    factors.rename_passkey(passkey, "The old one")
    assert Passkey.objects.get().sign_count == 7


@pytest.mark.parametrize(
    ("what", "body", "status"),
    [
        ("app", {"name": "App"}, 404),
        ("999", {"name": "Nobody's"}, 404),
        ("{pk}", {"name": ""}, 400),
        ("{pk}", {"name": "x" * 101}, 400),
        ("{pk}", {"name": "x", "sign_count": 0}, 400),
        ("{pk}", {}, 400),
    ],
)
def test_what_cannot_be_renamed_is_refused(alice, browser_as, passkey, what, body, status):
    path = f"/accounts/api/second-factor/{what.format(pk=passkey.pk)}"
    assert browser_as(alice).patch(path, body, JSON).status_code == status


def test_nobody_else_renames_it_and_no_stale_session(bob, browser_as, passkey, settings):
    api, page = f"/accounts/api/second-factor/{passkey.pk}", f"{PAGES}/{passkey.pk}/"
    stranger, owner = browser_as(bob), browser_as(passkey.user)
    assert stranger.patch(api, {"name": "x"}, JSON).status_code == 404
    assert stranger.post(page, {"name": "x"}).status_code == 404
    settings.FRESH_SESSION_AGE = 0
    assert owner.patch(api, {"name": "x"}, JSON).json()["code"] == "reauthentication_required"
    assert "confirm-access" in owner.post(page, {"name": "x"})["Location"]
    assert Passkey.objects.get().name == "My laptop"
