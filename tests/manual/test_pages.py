"""The pages of docs/ are served in the style of the site."""

import posixpath

import pytest

from manual import shelves
from tests.live.conftest import ROOT

FILES = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.name != "README.md")

PAGES = list(shelves.pages())


def test_every_page_stands_on_a_shelf():
    assert sorted(PAGES) == sorted(
        path.relative_to(ROOT / "docs").as_posix().removesuffix(".md") for path in FILES
    )
    assert list(shelves.shelves()) == ["Choose", "How to", "Reference", "Understand"]


def test_the_contents_name_every_page(browser, db):
    contents = browser.get("/docs/").content.decode()

    assert [name for name in PAGES if f'href="/docs/{name}/"' not in contents] == []


@pytest.mark.parametrize(
    "path",
    [
        *["choose/missing/", "choose/missing.md", "README/", "../README.md", "%2e%2e/README.md"],
        *["img/missing.svg", "img/..%2fimg%2fpoll.png", "img/poll.png.md", "tokens/"],
    ],
)
def test_nothing_else_is(browser, db, path):
    assert browser.get(posixpath.join("/docs/", path)).status_code == 404
