"""Times have an offset, and years count in UTC."""

import pytest

from tests.polls.test_questions_api import URL, asked


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "Pacific/Kiritimati"])
@pytest.mark.parametrize(
    ("given", "utc"),
    [
        ("2031-06-01T09:30Z", "2031-06-01T09:30:00Z"),
        ("2031-10-26T02:30+01:00", "2031-10-26T01:30:00Z"),
        ("2031-10-26T02:30+02:00", "2031-10-26T00:30:00Z"),
        ("2031-06-01T09:30:00.123456-11:30", "2031-06-01T21:00:00.123456Z"),
        ("2031-06-01T09:30", None),
        ("2031-06-01 09:30:00", None),
        ("2031-06-01", None),
        ("20310601T0930", None),
        ("2031-W22-7T09:30", None),
    ],
)
def test_a_time_has_its_offset(api_as, bob, zone, given, utc):
    bob.time_zone = zone
    bob.save()
    answer = api_as(bob).post(URL, asked(closes_at=given))
    if utc:
        assert answer.json()["closes_at"] == utc
    else:
        text = "Give the offset, such as 2026-12-01T12:00:00Z or +01:00."
        assert (answer.status_code, answer.json()) == (400, {"closes_at": [text]})


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ("2000-01-01T00:00Z", 201),
        ("2000-01-01T00:00+00:01", 400),  # 1999 in UTC
        ("1999-12-31T23:59-00:01", 201),
        ("2100-12-31T23:59Z", 201),
        ("2101-01-01T13:00+14:00", 201),
        ("2100-12-31T23:59-00:01", 400),
        ("0001-01-01T00:00+14:00", 400),
        ("9999-12-31T23:59-12:00", 400),
    ],
)
def test_a_year_counts_in_utc(api_as, bob, given, status):
    assert api_as(bob).post(URL, asked(pub_date=given)).status_code == status
