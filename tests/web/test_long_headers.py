"""A long header costs what its length does."""

import pytest
from django.test import Client

from tests.web.test_regular_expressions import grows_too_fast

PUMPS = [":", ".", ",", ";", "a", " ", "[", "/", "@", "%", "=", "-", '"', "a,", "a;q=0.", "a/b;"]
HEADERS = [
    ("Accept", "text/html;"),
    ("Accept-Language", "de"),
    ("Access-Control-Request-Headers", "x"),
    ("Authorization", "Basic "),
    ("Authorization", "Bearer "),
    ("Authorization", "Token "),
    ("Content-Type", "multipart/form-data; boundary="),
    ("Content-Type", "text/plain; charset="),
    ("Cookie", "sessionid="),
    ("Cookie", "csrftoken"),
    ("Host", ""),
    ("Host", "["),
    ("If-Match", 'W/"'),
    ("If-None-Match", '"'),
    ("Origin", "http://"),
    ("Origin", ""),
    ("Referer", "http://testserver/"),
    ("User-Agent", "Mozilla/5.0 ("),
    ("X-CSRFToken", ""),
    ("X-Forwarded-For", "["),
]


@pytest.mark.sweep
@pytest.mark.django_db
@pytest.mark.parametrize(("header", "beginning"), HEADERS)
@pytest.mark.parametrize("path", ["/accounts/login/", "/polls/api/questions", "/auth/token"])
def test_a_long_header_costs_what_its_length_does(path, header, beginning, settings):
    """Django, DRF and the other libraries read headers as well. Servers allow 8 KB for one."""
    settings.TRUSTED_PROXY_COUNT = 1
    browser = Client(enforce_csrf_checks=True, raise_request_exception=False)
    for pump in PUMPS:

        def send(length, pump=pump):
            value = beginning + pump * (length // len(pump))
            browser.post(path, {}, headers={header: value})

        # A header that stopped the service took one to two seconds.
        assert not grows_too_fast(send, cheap=0.1), pump
