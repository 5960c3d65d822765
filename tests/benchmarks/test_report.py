"""What bin/bench says of its rounds: medians and quartiles of ratios, and charts that are read."""

from xml.etree import ElementTree

import pytest

from benchmarks import chart, report, rows
from benchmarks.load import Measured, Request


@pytest.mark.parametrize(
    ("values", "base", "text"),
    [
        ([4.0], [2.0], "2.00 (2.00 to 2.00)"),
        ([2.0, 8.0, 3.0], [2.0, 2.0, 1.0], "3.00 (2.00 to 3.50)"),
        ([2.0, 8.0], [0.0, 2.0], "4.00 (4.00 to 4.00)"),
        ([2.0], [0.0], "0.00 (0.00 to 0.00)"),
    ],
)
def test_a_ratio_is_taken_a_round(values, base, text):
    assert report.ratios(values, base) == text


def test_refused_requests_are_no_answers():
    measured = Measured(requests=30, seconds=2, refused=10, broken=0, p50=1, p99=2, cpu=0.1)
    assert measured.rate == 10
    assert measured.cost == 5


def test_a_chart_is_xml_and_names_each_bar():
    drawn = chart.bars("a < b", [chart.Bar("this & that", 1, 2, 3, is_own=True)])
    root = ElementTree.fromstring(drawn)  # noqa: S314  it is our own
    texts = [node.text for node in root.iter() if node.text]
    assert {"a < b", "this & that", "2.00"} <= set(texts)


def test_a_request_is_written_as_it_is_sent():
    raw = Request("/vote", {"Authorization": "Token x"}, '{"choice": 1}').raw(8000)
    assert raw.startswith("POST /vote HTTP/1.1\r\nHost: 127.0.0.1:8000\r\n")
    assert raw.endswith('Content-Length: 13\r\n\r\n{"choice": 1}')


def test_questions_are_the_same_each_time_and_the_last_are_free():
    made = list(rows.questions(1000))
    assert made == list(rows.questions(1000))
    assert all(closes is None for *_, closes in made[-rows.FREE :])
