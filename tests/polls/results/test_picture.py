"""The picture of results shows any text and runs nothing."""

import xml.etree.ElementTree as ET

import pytest

from polls import charts
from tests.polls.results.conftest import url

SVG = "{http://www.w3.org/2000/svg}"


def test_the_picture_says_what_it_shows(api_as, charlie, poll):
    picture = ET.fromstring(api_as(charlie).get(url(poll, ".svg")).content)  # noqa: S314
    assert picture.get("role") == "img"
    assert picture.get("aria-labelledby") == "title desc"
    assert picture.find(f"{SVG}title").text == "Tea or coffee?"
    assert picture.find(f"{SVG}desc").text == "Tea: 3 (75%); Coffee: 1 (25%)"
    assert "4 votes" in [text.text for text in picture.iter(f"{SVG}text")]


def test_the_picture_may_use_its_own_style_and_nothing_else(api_as, charlie, poll):
    policy = api_as(charlie).get(url(poll, ".svg"))["Content-Security-Policy"]
    assert policy == charts.CONTENT_SECURITY_POLICY
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "a & b", "\"'>", "]]>", "\x0b\x1b\ufffe\ud800", "é😀" * 90],
)
def test_any_text_can_be_in_a_picture(text):
    results = {
        "question_text": text,
        "total": 0,
        "choices": [{"choice_text": text, "votes": 0, "share": 0.0}] * 2,
        "over_time": [],
    }
    picture = ET.fromstring(charts.results_svg(results))  # noqa: S314
    assert not list(picture.iter(f"{SVG}script"))
    assert picture.find(f"{SVG}title").text in {text, None}
