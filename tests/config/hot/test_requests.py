"""The quick way leads paths and requests to where the usual way does."""

import pytest

from tests.config.hot.conftest import LIST, Site

PATHS = {
    "/": True,
    "//": False,
    "/0": False,
    "/+1": False,
    "/\u0661": False,
    "/999999999999999999": False,
    "/9999999999999999999": False,
    "/{pk}": True,
    "/{pk}/": True,
    "/{pk}//": False,
    "/00{pk}": True,
    "/{pk}.json": False,
    "/{pk}/results": False,
    "x": False,
}


@pytest.mark.parametrize(("path", "is_hot"), PATHS.items(), ids=ascii)
def test_a_path_leads_where_it_usually_leads(site, by_alice, question, path, is_hot):
    path = LIST + path.format(pk=question.pk)
    assert site.compare(path.encode().decode("latin-1"), **by_alice) is is_hot


REQUESTS = {
    "another Accept": ({"HTTP_ACCEPT": "application/json"}, True),
    "an indent": ({"HTTP_ACCEPT": "application/json; Indent=4"}, False),
    "no Accept that we have": ({"HTTP_ACCEPT": "image/png"}, False),
    "an Accept of a browser": ({"HTTP_ACCEPT": "text/html,*/*;q=0.8"}, True),
    "gzip": ({"HTTP_ACCEPT_ENCODING": "gzip, deflate"}, True),
    "another coding": ({"HTTP_ACCEPT_ENCODING": "br"}, True),
    "an origin": ({"HTTP_ORIGIN": "https://evil.example.com"}, True),
    "an origin that is allowed": ({"HTTP_ORIGIN": "https://app.example.com"}, True),
    "a host that is not ours": ({"HTTP_HOST": "evil.example.com"}, False),
    "a host with a port": ({"HTTP_HOST": "localhost:8000"}, True),
    "no host": ({"HTTP_HOST": ""}, False),
    "a proxy": ({"HTTP_X_FORWARDED_FOR": "192.0.2.1", "HTTP_X_FORWARDED_PROTO": "https"}, True),
    "a language": ({"HTTP_ACCEPT_LANGUAGE": "de"}, True),
    "a query": ({"QUERY_STRING": "a=b"}, False),
    "a format": ({"QUERY_STRING": "format=json"}, False),
    "HEAD": ({"REQUEST_METHOD": "HEAD"}, False),
    "OPTIONS": ({"REQUEST_METHOD": "OPTIONS"}, False),
    "a body": ({"CONTENT_LENGTH": "1"}, True),
    "a body that is too large": ({"CONTENT_LENGTH": "9" * 20}, False),
    "a length that is none": ({"CONTENT_LENGTH": "x"}, False),
    "another charset": ({"CONTENT_TYPE": "text/plain; charset=utf-16"}, False),
    "a prefix": ({"SCRIPT_NAME": "/under"}, True),
    "a header that nobody knows": ({"HTTP_X_NEW": "1"}, False),
    "a range": ({"HTTP_RANGE": "bytes=0-1"}, False),
    "a condition of change": ({"HTTP_IF_MATCH": '"x"'}, False),
}


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize(("request_", "is_hot"), REQUESTS.values(), ids=REQUESTS)
def test_a_request_is_answered_alike(
    site, settings, by_alice, long_question, path, request_, is_hot
):
    settings.CORS_ALLOWED_ORIGINS = ["https://app.example.com"]
    path = LIST if path == "list" else f"{LIST}/{long_question.pk}"
    assert site.compare(path, **by_alice | request_) is is_hot


@pytest.mark.parametrize(
    ("scheme", "forwarded", "is_hot"),
    [
        ("https", {}, True),
        ("https", {"HTTP_X_FORWARDED_PROTO": "http"}, False),
        ("http", {"HTTP_X_FORWARDED_PROTO": "https"}, True),
        ("http", {"HTTP_X_FORWARDED_PROTO": ""}, False),
        ("http", {}, False),
    ],
)
def test_https_is_asked_for_alike(settings, db, by_alice, url, scheme, forwarded, is_hot):
    settings.HTTPS = settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS, settings.TRUSTED_PROXY_COUNT = 60, 1
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    site = Site()
    headers = {"wsgi.url_scheme": scheme} | forwarded
    for path in (url, LIST):
        assert site.compare(path, **by_alice | headers) is is_hot
