"""Text that was read is not sent again while its tag holds."""

import pytest
from django.db import OperationalError

from polls import conditional
from tests.polls.conditions.conftest import STALE


@pytest.mark.parametrize("method", ["get", "head"])
@pytest.mark.parametrize(
    ("header", "status"),
    [
        ("{tag}", 304),
        ("W/{tag}", 304),
        ("{stale}, {tag}", 304),
        ("*", 304),
        ("{stale}", 200),
        ("nonsense", 200),
        ("", 200),
    ],
)
def test_what_was_read_is_not_sent_again(api_as, alice, url, tag, method, header, status):
    header = header.format(tag=tag, stale=STALE)
    answer = getattr(api_as(alice), method)(url, headers={"If-None-Match": header})
    assert answer.status_code == status
    assert answer["ETag"] == tag
    if status == 304:
        assert not answer.content


@pytest.mark.parametrize(("header", "status"), [("{tag}", 200), ("*", 200), (STALE, 412)])
def test_a_condition_on_reading_is_kept(api_as, alice, url, tag, header, status):
    answer = api_as(alice).get(url, headers={"If-Match": header.format(tag=tag)})
    assert answer.status_code == status


def dead(*args, **kwargs):
    raise OperationalError("server closed the connection unexpectedly")


def test_tags_of_the_same_data_are_the_same():
    assert conditional.tag_of({"a": 1}) == conditional.tag_of({"a": 1}) != conditional.tag_of({})
