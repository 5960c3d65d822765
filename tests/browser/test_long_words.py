"""Nobody's text, however long and unbroken, makes a page wider than its window."""

import pytest
from playwright.sync_api import expect

from accounts.models import Token
from tests.browser.conftest import DESK, PHONE

TABLET = {"width": 768, "height": 1024}
WORD = "Donaudampfschifffahrtsgesellschaft" * 5  # 170 characters

# The longest name of a scheme, and a number of requests.
LONGEST = """() => {
  document.querySelector("[data-scheme-name]").textContent = "API-Token";
  document.querySelector("[data-wire-count]").textContent = "24";
}"""
# How many lines the header has, and how far the page goes beyond its window.
LINES = """() => {
  const parts = ".brand, .site-nav > ul > li, .site-nav > button, .site-header .bar button";
  const shown = [...document.querySelectorAll(parts)].filter((part) => part.checkVisibility());
  const middle = ({ top, height }) => Math.round((top + height / 2) / 10);
  const middles = shown.map((part) => middle(part.getBoundingClientRect()));
  return [new Set(middles).size, document.documentElement.scrollWidth - innerWidth];
}"""


@pytest.fixture
def paths(ask, make_user):
    author = make_user("x" * 150)
    poll = ask(f"{WORD}?", by=author, choices=[f"{WORD}{n}" for n in range(3)])
    return ["/polls/", f"/polls/{poll.pk}/", f"/polls/{poll.pk}/results/"]


@pytest.mark.sweep
@pytest.mark.parametrize("look", [PHONE, TABLET, DESK], ids=["phone", "tablet", "desk"])
def test_no_page_is_wider_than_its_window(open_page, bob, paths, look):
    Token.objects.create(user=bob, name="W" * 100)
    page = open_page(bob, viewport=look)
    for path in [*paths, "/accounts/credentials/"]:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= look["width"], path
    expect(page.get_by_role("rowheader", name="W" * 100)).to_be_visible()


@pytest.mark.parametrize("look", [PHONE, DESK], ids=["phone", "desk"])
def test_the_profile_of_a_long_name_is_no_wider_than_its_window(open_page, make_user, look):
    page = open_page(make_user("w" * 150), viewport=look)
    page.goto("/accounts/profile/")

    assert page.evaluate("document.documentElement.scrollWidth") <= look["width"]


def test_a_name_keeps_its_line_beside_a_token_with_long_bounds(open_page, bob):
    networks = [f"2001:db8:{n}::/48" for n in range(10)]
    Token.objects.create(user=bob, name="get_auth_token", networks=networks, idle_days=30)
    page = open_page(bob)
    page.goto("/accounts/credentials/")

    lines = """(cell) => {
      const text = document.createRange();
      text.selectNodeContents(cell);
      return text.getClientRects().length;
    }"""

    assert page.get_by_role("rowheader", name="get_auth_token").evaluate(lines) == 1


@pytest.mark.sweep
@pytest.mark.parametrize(
    ("person", "language"), [("ada", "de"), ("alice", "de"), ("alice", "en"), (None, "de")]
)
def test_the_header_keeps_its_lines_at_every_width(open_page, request, person, language, db):
    page = open_page(request.getfixturevalue(person) if person else None)
    page.goto("/accounts/register/")
    page.context.add_cookies([{"name": "django_language", "value": language, "url": page.url}])
    page.goto("/explore/")
    page.evaluate(LONGEST)

    widths = [*range(320, 1024, 40), 1023, *range(1024, 1420, 40)]

    assert [width for width in widths if not calm(page, width)] == []


def calm(page, width):
    page.set_viewport_size({"width": width, "height": 400})
    lines, overflow = page.evaluate(LINES)
    return overflow <= 0 and lines == (1 if width >= 1024 else 2)
