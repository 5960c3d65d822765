"""A scheme that a project adds is one module and one line in its settings."""

import importlib
import sys

import pytest
from django.conf import settings as site
from django.urls import clear_url_caches
from django.utils import timezone
from rest_framework.test import APIClient
from rest_framework.views import APIView

from accounts import credentials, schemes

MODULE = "tests.accounts.pin_scheme"
ME = "/accounts/api/me"


def map_the_site_anew():
    for module in ("accounts.urls", site.ROOT_URLCONF):
        importlib.reload(importlib.import_module(module))
    clear_url_caches()


@pytest.fixture
def pins(settings, monkeypatch):
    """The site as it is with the one line in its settings; the pins that are kept."""
    before = settings.REST_FRAMEWORK
    listed = [*before["DEFAULT_AUTHENTICATION_CLASSES"], f"{MODULE}.PinAuthentication"]
    settings.REST_FRAMEWORK = before | {"DEFAULT_AUTHENTICATION_CLASSES": listed}
    sys.modules.pop(MODULE, None)
    classes = [importlib.import_module(MODULE).PinAuthentication]
    monkeypatch.setattr(
        APIView, "authentication_classes", [*APIView.authentication_classes, *classes]
    )
    map_the_site_anew()
    yield sys.modules[MODULE].PINS
    credentials.unregister("pins")
    settings.REST_FRAMEWORK = before
    map_the_site_anew()


@pytest.fixture
def alices_pin(pins, alice):
    pins["alice"] = "2718"
    return APIClient(headers={"Authorization": "Pin alice:2718"})


def test_it_lets_callers_in_and_says_by_which_scheme(alices_pin):
    assert alices_pin.get(ME).json()["scheme"] == "pin"
    assert "pin" in schemes.names()


def test_the_challenge_names_it(pins, api, db):
    assert "Pin" in api.get(ME)["WWW-Authenticate"]


def test_the_credentials_page_shows_and_ends_it(alices_pin, alice, browser_as):
    page = browser_as(alice).get("/accounts/credentials/").content.decode()
    assert "Pins" in page
    path = f"/accounts/credentials/pins/{alice.pk}/revoke/"
    assert path in page
    assert browser_as(alice).post(path).status_code == 302
    assert alices_pin.get(ME).status_code == 401


def test_the_api_lists_and_ends_it(alices_pin, alice, api_as):
    program = api_as(alice)
    listed = program.get("/accounts/api/pins").json()
    assert [one["label"] for one in listed] == ["alice"]
    assert program.delete(f"/accounts/api/pins/{alice.pk}").status_code == 204
    assert alices_pin.get(ME).status_code == 401


def test_signing_out_everywhere_ends_it(alices_pin, alice):
    assert credentials.end_access(alice, now=timezone.now())["pins"] == 1
    assert alices_pin.get(ME).status_code == 401


def test_a_deactivated_user_is_refused(alices_pin, alice):
    alice.is_active = False
    alice.save()
    assert alices_pin.get(ME).status_code == 401


def test_the_explore_page_offers_it(pins, browser_as, alice):
    page = browser_as(alice).get("/explore/").content.decode()
    assert '<option value="pin">Pin</option>' in page
    assert "Authorization: Pin" in page
    assert "GET /polls/api/questions, Pin: 200" in page
