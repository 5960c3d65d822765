"""Odd methods change nothing and echo nothing."""

from itertools import cycle

import pytest

from tests.web.routes import page_paths

HARDLY_KNOWN = ["PATCH", "DELETE", "TRACE", "PROPFIND", "CONNECT", "odd"]


def keeps_the_session(path):
    return "logout" not in path and "credentials/end" not in path


@pytest.mark.sweep
@pytest.mark.parametrize("methods", [["HEAD"], ["POST"], ["PUT"], ["OPTIONS"], HARDLY_KNOWN])
def test_no_method_on_a_page_is_a_500_or_echoes_what_it_is_sent(browser_as, ada, methods):
    """Django's forms take PUT as POST. Of what no page takes, each page meets one method."""
    browser = browser_as(ada)
    for path, method in zip(filter(keeps_the_session, page_paths()), cycle(methods)):
        answer = browser.generic(method, path, b"secret-in-the-body", "text/plain")
        assert answer.status_code < 500, (method, path)
        assert b"secret-in-the-body" not in answer.getvalue(), (method, path)
        if answer.status_code == 405:
            assert answer["Allow"], (method, path)


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"])
def test_a_method_cannot_be_overridden(alice, api_as, header):
    path = f"/accounts/api/tokens/{alice.initial_token.pk}"
    assert api_as(alice).post(path, headers={header: "DELETE"}).status_code == 405
    assert api_as(alice).post(path, {"_method": "DELETE"}).status_code == 405


def test_trace_is_not_echoed(alice, api_as):
    answer = api_as(alice).generic("TRACE", "/polls/api/questions", headers={"X-Secret": "s3cret"})
    assert answer.status_code == 405
    assert b"s3cret" not in answer.content
