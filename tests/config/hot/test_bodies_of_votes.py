"""The quick way reads a vote's path and body as the usual way does."""

import pytest

from tests.config.hot.booth import Booth

#: {c} is a choice of the question, {o} of another.
BODIES = {
    "as usual": ('{{"choice": {c}}}', True, "201"),
    "with blanks": (' {{ "choice" :\t{c} }}\r\n', True, "201"),
    "twice": ('{{"choice": 0, "choice": {c}}}', True, "201"),
    "as text": ('{{"choice": "{c}"}}', False, "201"),
    "as a decimal": ('{{"choice": {c}.0}}', False, "201"),
    "another's": ('{{"choice": {o}}}', False, "400"),
    "nothing": ("", False, "400"),
    "an empty object": ("{{}}", False, "400"),
    "null": ('{{"choice": null}}', False, "400"),
    "true": ('{{"choice": true}}', False, "400"),
    "a list": ("[{c}]", False, "400"),
    "a number": ("{c}", False, "400"),
    "zero": ('{{"choice": 0}}', False, "400"),
    "below zero": ('{{"choice": -{c}}}', False, "400"),
    "huge": ('{{"choice": 99999999999999999999}}', False, "400"),
    "more members": ('{{"choice": {c}, "votes": 9}}', False, "201"),
    "not closed": ('{{"choice": {c}', False, "400"),
    "not ASCII": ('{{"choice": {c}, "é": 1}}', False, "201"),
    "a NUL": ('{{"choice": {c}}}\0', False, "400"),
    "a byte order mark": ('\ufeff{{"choice": {c}}}', False, None),
    "long": ('{{"choice": {c}' + " " * 100 + "}}", False, "201"),
}


@pytest.mark.parametrize(("body", "is_hot", "status"), BODIES.values(), ids=BODIES)
def test_a_body_is_read_alike(booth, by_alice, question, long_question, body, is_hot, status):
    ids = {"c": question.choices.first().pk, "o": long_question.choices.first().pk}

    assert booth.compare(body.format(**ids).encode(), **by_alice) is is_hot
    assert status in {booth.status, None}


REQUESTS = {
    "gzip": ({"HTTP_ACCEPT_ENCODING": "gzip"}, True),
    "an origin": ({"HTTP_ORIGIN": "https://evil.example.com"}, True),
    "a prefix": ({"SCRIPT_NAME": "/under"}, True),
    "a charset": ({"CONTENT_TYPE": "application/json; charset=utf-8"}, False),
    "a form": ({"CONTENT_TYPE": "application/x-www-form-urlencoded"}, False),
    "no type": ({"CONTENT_TYPE": ""}, False),
    "no length": ({"CONTENT_LENGTH": ""}, False),
    "a length that is none": ({"CONTENT_LENGTH": "\u0661"}, False),
    "a shorter length": ({"CONTENT_LENGTH": "3"}, False),
    "a condition": ({"HTTP_IF_NONE_MATCH": '"x"'}, False),
    "a condition that fails": ({"HTTP_IF_NONE_MATCH": "*"}, False),
    "a condition of change": ({"HTTP_IF_MATCH": '"x"'}, False),
    "a query": ({"QUERY_STRING": "a=b"}, False),
    "a cookie": ({"HTTP_COOKIE": "sessionid=x"}, False),
    "PUT": ({"REQUEST_METHOD": "PUT"}, False),
    "DELETE": ({"REQUEST_METHOD": "DELETE"}, False),
    "a key for repeating": ({"HTTP_IDEMPOTENCY_KEY": "x"}, False),
}


@pytest.mark.parametrize(("headers", "is_hot"), REQUESTS.values(), ids=REQUESTS)
def test_a_request_is_answered_alike(site, by_alice, long_question, headers, is_hot):
    booth = Booth(site, f"/polls/api/questions/{long_question.pk}/vote")
    ballot = b'{"choice": %d}' % long_question.choices.first().pk

    assert booth.compare(ballot, **by_alice | headers) is is_hot


PATHS = {
    "/{pk}/vote/": True,
    "/0{pk}/vote": True,
    "/{pk}/vote//": False,
    "/{pk}//vote": False,
    "//{pk}/vote": False,
    "/vote": False,
    "/0/vote": False,
    "/{pk}": False,
    "/{pk}/close": False,
}


@pytest.mark.parametrize(("path", "is_hot"), PATHS.items(), ids=PATHS)
def test_a_path_leads_where_it_usually_leads(site, by_alice, question, ballot, path, is_hot):
    booth = Booth(site, "/polls/api/questions" + path.format(pk=question.pk))
    assert booth.compare(ballot, **by_alice) is is_hot
