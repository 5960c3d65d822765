"""The quick way judges conditions, and counts lengths, as the usual way does."""

import pytest

from polls import editing
from polls.models import Question
from tests.config.hot.conftest import LIST
from web import compression

CONDITIONS = {
    "the tag": ("{tag}", True),
    "another tag": ('"' + "0" * 32 + '"', True),
    "two tags": ('"x", {tag}', False),
    "a weak tag": ("W/{tag}", False),
    "any": ("*", False),
    "no tag": ("x", False),
    "nothing": ("", False),
    "a tag of gzip": ('"' + "0" * 32 + '-gzip"', False),
}


@pytest.mark.parametrize("coding", ["", "gzip"])
@pytest.mark.parametrize(("condition", "is_hot"), CONDITIONS.values(), ids=CONDITIONS)
def test_a_condition_is_judged_alike(site, by_alice, long_question, coding, condition, is_hot):
    url = f"{LIST}/{long_question.pk}"
    _status, headers, _body = site.get(site.plain, url, by_alice)
    headers = {
        "HTTP_IF_NONE_MATCH": condition.replace("{tag}", headers["ETag"]),
        "HTTP_ACCEPT_ENCODING": coding,
    }
    assert site.compare(url, **by_alice | headers) is is_hot


def test_short_and_long_answers_have_the_headers_of_their_length(site, by_alice, ada):
    question = editing.save(Question(question_text="?", author=ada), choices=["Yes"])
    url = f"{LIST}/{question.pk}"
    missing = compression.SHORTEST - len(site.get(site.plain, url, by_alice)[2])
    for length in (missing, missing + 1, 100, missing, missing + 1):
        Question.objects.update(question_text="?" * length)
        assert site.compare(url, **by_alice)
        is_long = len(site.get(site.application, url, by_alice)[2]) >= compression.SHORTEST
        assert is_long == (length > missing)
