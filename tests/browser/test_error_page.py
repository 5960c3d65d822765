import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from web import refusals


class Untouchable:
    """Stands where the session and the user are: any look at it fails."""

    def __getattribute__(self, name):
        raise AssertionError(f"the page asked for .{name}")

    def __bool__(self):
        raise AssertionError("the page asked whether there is one")


@pytest.mark.parametrize("status", [400, 403, 404, 413, 429, 500, 503])
def test_an_error_page_asks_for_no_user_session_or_database(status):
    request = RequestFactory().get("/polls/")
    request.user = request.session = request._messages = Untouchable()

    response = refusals.refuse(request, status, "some_code", "What <happened>")

    assert response.status_code == status
    assert "What &lt;happened&gt;" in response.content.decode()


def test_an_error_page_needs_no_request_at_all():
    page = render_to_string("error.html", {"status": 500, "title": "Oh", "detail": "Broken"})

    assert "<h1>Oh</h1>" in page


def test_a_reader_is_told_in_the_sites_own_look(open_page, assert_accessible):
    page = open_page(expect_errors=["404"])

    response = page.goto("/nowhere/")

    assert response.status == 404
    assert page.get_by_role("heading", level=1).inner_text() == "Not found"
    assert_accessible(page)
