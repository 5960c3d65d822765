"""The quick way leads requests with votes to where the usual way does."""

import pytest

from tests.config.hot.booth import Booth

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
