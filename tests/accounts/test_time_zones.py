"""Times are shown and read in the zone that the person chose."""

import pytest
from django.utils import timezone

from accounts.models import Token
from tests.accounts.test_credentials_page import NEW_TOKEN, PAGE


def test_a_time_zone_is_chosen_from_the_curated_list(alice, browser_as):
    browser = browser_as(alice)
    profile = "/accounts/profile/"
    assert browser.post(profile, {"time_zone": "Europe/Berlin"}).status_code == 302
    alice.refresh_from_db()
    assert alice.time_zone == "Europe/Berlin"
    for wrong in ("Mars/Olympus", "../etc/passwd", "UTC\x00", "US/Pacific-New"):
        assert browser.post(profile, {"time_zone": wrong}).context["form"].errors


def test_pages_show_times_in_ones_own_zone_and_the_next_request_does_not(alice, browser_as):
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    browser = browser_as(alice)
    browser.get(PAGE)
    assert timezone.get_current_timezone_name() == "UTC"


def test_times_are_read_in_ones_own_zone(alice, browser_as):
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    browser_as(alice).post(NEW_TOKEN, {"name": "phone", "expires_at": "2099-01-01T09:00"})
    assert Token.objects.get(name="phone").expires_at.isoformat() == "2099-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("Asia/Kolkata", "Asia/Kolkata"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Mars/Olympus", "UTC"),
        ("", "UTC"),
    ],
)
def test_a_zone_is_taken_by_the_names_that_browsers_have(browser_as, alice, given, taken):
    browser_as(alice).post("/accounts/profile/", {"time_zone": given})
    alice.refresh_from_db()
    assert alice.time_zone == taken
