"""The pages of docs/ are served in the style of the site, and every link leads somewhere."""

import posixpath
import re

import pytest

from manual import shelves
from tests.live.conftest import ROOT

PAGES = list(shelves.pages())
FILES = sorted(path for path in (ROOT / "docs").rglob("*.md") if path.name != "README.md")


def test_every_page_stands_on_a_shelf():
    assert sorted(PAGES) == sorted(
        path.relative_to(ROOT / "docs").as_posix().removesuffix(".md") for path in FILES
    )
    assert list(shelves.shelves()) == ["Choose", "How to", "Reference", "Understand"]


def test_the_contents_name_every_page(browser, db):
    contents = browser.get("/docs/").content.decode()

    assert [name for name in PAGES if f'href="/docs/{name}/"' not in contents] == []


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_served_and_its_links_lead_somewhere(browser, db, name):
    page = browser.get(f"/docs/{name}/")
    article = re.search(r"<article.*</article>", page.content.decode(), re.DOTALL)[0]

    assert "<h1>" in article
    for link in set(re.findall(r'(?:href|src)="(/[^"]+)"', article)):
        path, _, anchor = link.partition("#")
        answer = browser.get(path)
        assert answer.status_code == 200, link
        assert not anchor or f'id="{anchor}"' in answer.content.decode(), link
    for anchor in re.findall(r'href="#([^"]+)"', article):
        assert f'id="{anchor}"' in article


@pytest.mark.parametrize("path", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *FILES])
def test_the_files_link_to_files_for_readers_of_the_repository(path):
    links = re.findall(r"\]\((?!http|#|mailto)([^)#\s]+)[^)]*\)", path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_one_page_leads_to_the_next(browser, db):
    page = browser.get("/docs/choose/tokens/").content.decode()

    assert 'rel="prev" href="/docs/choose/sessions/"' in page
    assert 'rel="next" href="/docs/choose/oauth2/"' in page


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ("/explore/docs/tokens.md", "/docs/choose/tokens/"),
        ("/explore/docs/how-to.md", "/docs/how-to/answers/"),
        ("/explore/docs/refusals.md", "/docs/reference/errors/"),
        ("/docs/choose/tokens.md", "/docs/choose/tokens/"),
    ],
)
def test_old_addresses_lead_to_the_new(browser, db, before, now):
    answer = browser.get(before)
    assert (answer.status_code, answer["Location"]) == (301, now)


@pytest.mark.parametrize(
    "path",
    [
        *["choose/missing/", "choose/missing.md", "README/", "../README.md", "%2e%2e/README.md"],
        *["img/missing.svg", "img/..%2fimg%2fpoll.png", "img/poll.png.md", "tokens/"],
    ],
)
def test_nothing_else_is(browser, db, path):
    assert browser.get(posixpath.join("/docs/", path)).status_code == 404


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("token_expired", "Error codes: token_expired"),
        ("rotate client secret", "Rotate a client secret"),
        ("NGINX", "nginx"),
        ("single-page app origin", "Call the API from a single-page app"),
        ("How do I log out a token?", "Log out a token"),
        ("why 403 and not 401", "Tell 401 from 403"),
        ("how long do tokens live", "Change how long a credential lives"),
        ("SPA on another origin", "Call the API from a single-page app"),
        ("rotate the client's secret", "Rotate a client secret"),
        ("delete my account", "Delete an account"),
        ("2FA", "Second factor"),
        ("brute force", "Guessing"),
        ("TV", "Device code"),
        ("what a password change ends", "Change a password, and know what ends"),
    ],
)
def test_a_search_finds_the_section(browser, db, query, first):
    page = browser.get("/docs/search/", {"q": query}).content.decode()
    found = re.search(r'<ol class="docs-found".*?</a>', page, re.DOTALL)[0]

    assert first in found


@pytest.mark.parametrize(
    "query", ["", "   ", "<script>x</script>", "a" * 10_000, "nowhere-to-be-found"]
)
def test_a_search_that_finds_nothing_says_so(browser, db, query):
    page = browser.get("/docs/search/", {"q": query})

    assert page.status_code == 200
    assert b">x</script>" not in page.content
    assert b"docs-found" not in page.content


def test_markup_in_the_docs_is_shown_not_obeyed(browser, db, settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs" / "choose").mkdir(parents=True)
    (tmp_path / "docs" / "README.md").write_text("## Choose\n- [Odd](choose/odd.md): odd\n")
    text = "# Title\n<script>x</script>\n\n[go](javascript:x)\n\n## `<b>` here\n"
    (tmp_path / "docs" / "choose" / "odd.md").write_text(text)

    page = browser.get("/docs/choose/odd/").content.decode()

    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert 'href="javascript' not in page
    assert "<b> here" not in page
