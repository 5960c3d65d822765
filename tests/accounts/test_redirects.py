"""After signing in, ``next`` leads to an address of this host by its own scheme, or home."""

import pytest

from accounts.redirects import safe_next

HOME = "/polls/"


@pytest.mark.parametrize(
    ("is_secure", "asked", "led_to"),
    [
        (False, "/polls/1/", "/polls/1/"),
        (False, "http://testserver/polls/1/", "http://testserver/polls/1/"),
        (False, "https://testserver/polls/1/", "https://testserver/polls/1/"),
        (True, "https://testserver/polls/1/", "https://testserver/polls/1/"),
        (True, "http://testserver/polls/1/", HOME),
        (True, "http:/polls/", HOME),
        (False, "http://elsewhere.example/", HOME),
        (False, "//elsewhere.example/", HOME),
        (False, "/\\elsewhere.example/", HOME),
        (False, "javascript:alert(1)", HOME),
        (False, "", HOME),
        (False, None, HOME),
        (False, ["/polls/1/"], HOME),
    ],
)
def test_next_stays_on_this_host(rf, is_secure, asked, led_to):
    assert safe_next(rf.get("/", secure=is_secure), asked) == led_to
