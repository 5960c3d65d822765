"""Nobody's text, however long and unbroken, makes a page wider than its window."""

import pytest
from playwright.sync_api import expect

from accounts.models import Token
from tests.browser.conftest import DESK, PHONE

TABLET = {"width": 768, "height": 1024}
WORD = "Donaudampfschifffahrtsgesellschaft" * 5  # 170 characters


@pytest.fixture
def paths(ask, make_user):
    author = make_user("x" * 150)
    poll = ask(f"{WORD}?", by=author, choices=[f"{WORD}{n}" for n in range(3)])
    return ["/polls/", f"/polls/{poll.pk}/", f"/polls/{poll.pk}/results/"]


@pytest.mark.parametrize("look", [PHONE, TABLET, DESK], ids=["phone", "tablet", "desk"])
def test_no_page_is_wider_than_its_window(open_page, bob, paths, look):
    Token.objects.create(user=bob, name="W" * 100)
    page = open_page(bob, viewport=look)
    for path in [*paths, "/accounts/credentials/"]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= look["width"], path
    expect(page.get_by_role("rowheader", name="W" * 100)).to_be_visible()


@pytest.mark.parametrize("look", [PHONE, TABLET, DESK], ids=["phone", "tablet", "desk"])
@pytest.mark.parametrize("person", ["ada", "alice"])
def test_the_header_keeps_its_lines(open_page, request, person, look):
    page = open_page(request.getfixturevalue(person), viewport=look)
    page.goto("/polls/")
    lines = """[...document.querySelectorAll('.site-nav li')]
      .filter((li) => li.checkVisibility()).map((li) => li.offsetTop)"""
    assert len(set(page.evaluate(lines))) == 1
    middles = """['.brand', '.scheme-button', '.theme-switch'].map((name) => {
      const { top, height } = document.querySelector(name).getBoundingClientRect();
      return Math.round((top + height / 2) / 10);
    })"""
    assert len(set(page.evaluate(middles))) == 1
    assert page.evaluate("document.documentElement.scrollWidth") <= look["width"]
