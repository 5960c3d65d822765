"""Pages can be read in every state: many choices, a million votes, right to left, mailed links."""

import pytest
from django.urls import reverse

from accounts.people.email import rules as new_address
from polls.models import Choice
from tests.accounts.second_factor.conftest import factor  # noqa: F401
from tests.browser.conftest import DESK
from tests.conftest import PASSWORD

NARROW = {"width": 320, "height": 700}
HEBREW = "איזו שפה כדאי ללמוד קודם, ולמה דווקא אותה?"


@pytest.fixture
def paths(ask, alice):
    many = ask("Which of these twenty?", by=alice, choices=[f"Choice {n}" for n in range(20)])
    Choice.objects.filter(question=many).update(votes=50_000)
    other = ask(HEBREW, by=alice, choices=["עברית", "ערבית", "English"])
    return [f"/polls/{poll.pk}/{page}" for poll in (many, other) for page in ("", "results/")]


@pytest.mark.sweep
@pytest.mark.parametrize("look", [NARROW, DESK], ids=["narrow and dark", "desk"])
def test_a_poll_in_any_state_is_accessible(open_page, alice, paths, look, assert_accessible):
    page = open_page(alice, viewport=look, color_scheme="dark" if look is NARROW else "light")
    for path in ["/polls/", "/polls/?search=nothing-of-that-kind", *paths]:
        page.goto(path)
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= look["width"], path


@pytest.fixture
def links(alice):
    """Those in mails about a change of the address, before they are pressed."""
    asked = new_address.ask(alice, "alice@example.org")
    undo = new_address.undo_code(alice, "before@example.org")
    return [
        reverse("accounts:email_confirm", args=[asked]),
        reverse("accounts:email_undo", args=[undo]),
    ]


@pytest.mark.sweep
@pytest.mark.parametrize("look", [NARROW, DESK], ids=["narrow and dark", "desk"])
@pytest.mark.usefixtures("factor")
def test_an_account_in_any_state_is_accessible(open_page, alice, links, look, assert_accessible):
    page = open_page(alice, viewport=look, color_scheme="dark" if look is NARROW else "light")
    for path in ["/accounts/second-factor/", "/accounts/confirm-access/", *links]:
        assert page.goto(path).status == 200
        assert_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= look["width"], path


def test_the_second_step_of_a_sign_in_is_accessible(open_page, factor, assert_accessible):  # noqa: F811
    page = open_page(viewport=NARROW)
    page.goto("/accounts/auth/")
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()

    page.get_by_role("heading", name="Second factor").wait_for()
    assert_accessible(page)
    page.get_by_role("textbox", name="Code").fill("000000")
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").filter(visible=True).wait_for()
    assert_accessible(page)
