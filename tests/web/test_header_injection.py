"""No header is made of a query parameter: neither another header, nor a value that a quote ends."""

from collections.abc import Iterator
from itertools import cycle

import pytest
from django.test import Client

from tests.web.routes import Route, routes

pytestmark = pytest.mark.sweep

MARK = "xx-injected"
ATTACKS = [
    f"x\r\n{MARK}: 1",
    f"x\n{MARK}: 1",
    f"x\u2028{MARK}",
    f'x"; filename="{MARK}.html',
    f"x; {MARK}=1, {MARK}",
    f"//{MARK}.example/",
    f"/\\{MARK}.example/",
    f"{MARK}\x00",
]
NAMES = [
    "next",
    "version",
    "lang",
    "format",
    "search",
    "ordering",
    "cursor",
    "status",
    "page_size",
    "mine",
    "voted",
    "code",
    "state",
    "error",
    "error_description",
    "client_id",
    "redirect_uri",
    "response_type",
    "response_mode",
    "scope",
    "nonce",
    "prompt",
    "login_hint",
    "ui_locales",
    "id_token_hint",
    "post_logout_redirect_uri",
    "user_code",
    "token",
    "username",
    "email",
    "backend",
    "_popup",
    "_to_field",
    "q",
    "p",
    "o",
    "e",
    "closes_at",
    "author",
    "created__year",
    "choice",
    "url",
    "path",
    "callback",
    "file",
]
# OAuth2 sends a client's state back to the client, and pages send people where they came from.
ECHOES = {"Location", "Set-Cookie"}


def attacks() -> Iterator[tuple[Route, str]]:
    """The admin's pages are Django's and many: each meets one of the attacks, all of them all."""
    for route, attack in zip(routes(), cycle(ATTACKS)):
        is_one_of_many = route.path.startswith("/admin/")
        yield from ((route, each) for each in ([attack] if is_one_of_many else ATTACKS))


def test_no_query_parameter_becomes_a_header(ada, browser_as):
    cookies = browser_as(ada).cookies
    for route, attack in attacks():
        browser = Client(raise_request_exception=False)
        browser.cookies = cookies.copy()
        answer = browser.get(route.path, dict.fromkeys(NAMES, attack))
        assert answer.status_code < 500, attack
        for name, value in answer.headers.items():
            assert MARK not in name.lower(), attack
            assert MARK not in value or name in ECHOES, (name, attack)
            assert "\n" not in value, (name, attack)
        location = answer.get("Location", "")
        assert not location.startswith(("//", "/\\", "http://" + MARK, "https://" + MARK)), attack
