"""Links of the docs lead somewhere, on the site and in the repository."""

import re

import pytest

from tests.live.conftest import ROOT
from tests.manual.test_pages import FILES, PAGES


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
