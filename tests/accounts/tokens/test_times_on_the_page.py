"""The page reads the end of a token in the zone of the person."""

from datetime import timedelta

import pytest
from django.utils import timezone as django_timezone

from tests.accounts.tokens.test_times import IN_A_WEEK


def on_the_page(browser, expires_at):
    page = browser.post("/accounts/credentials/tokens/", {"name": "x", "expires_at": expires_at})
    return page.content.decode()


@pytest.mark.parametrize(
    ("zone", "offset"), [("UTC", 0), ("Asia/Kathmandu", 5.75), ("Pacific/Kiritimati", 14)]
)
def test_the_page_reads_times_in_the_zone_of_the_person(alice, browser_as, zone, offset):
    type(alice).objects.filter(pk=alice.pk).update(time_zone=zone)
    there = IN_A_WEEK + timedelta(hours=offset)
    on_the_page(browser_as(alice), f"{there:%Y-%m-%dT%H:%M:%S}")
    assert alice.tokens.get(name="x").expires_at == IN_A_WEEK


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12", "UTC", "America/New_York"])
@pytest.mark.parametrize(
    "text",
    ["0001-01-01T00:00", "9999-12-31T23:59", "2101-01-01T12:00", "99999-01-01T00:00", "x"],
)
def test_the_page_refuses_years_at_the_edge(alice, browser_as, zone, text):
    type(alice).objects.filter(pk=alice.pk).update(time_zone=zone)
    page = on_the_page(browser_as(alice), text)
    assert 'class="errorlist' in page or "errors" in page
    assert not alice.tokens.filter(name="x").exists()


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-28T02:30",  # skipped
        "2027-10-31T02:30",  # twice
    ],
)
def test_the_page_refuses_a_time_that_a_zone_skips_or_repeats(alice, browser_as, text):
    type(alice).objects.filter(pk=alice.pk).update(time_zone="Europe/Berlin")
    assert "couldn\u2019t be interpreted in time zone Europe/Berlin" in on_the_page(
        browser_as(alice), text
    )
    assert django_timezone.get_current_timezone_name() == "UTC"
