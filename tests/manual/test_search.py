"""A search finds the section, and markup is shown."""

import re

import pytest


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


def test_an_excerpt_is_of_whole_words_and_tells_cells_apart(browser, db, settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs" / "choose").mkdir(parents=True)
    (tmp_path / "docs" / "README.md").write_text("## Choose\n- [Odd](choose/odd.md): odd\n")
    many = "indivisible " * 30
    table = "| code | means |\n|---|---|\n| mistyped | a wrong key |"
    (tmp_path / "docs" / "choose" / "odd.md").write_text(f"# Title\n{many}\n\n{table}\n\n{many}\n")

    page = browser.get("/docs/search/", {"q": "mistyped"}).content.decode()

    found = re.search(r'<ol class="docs-found".*?</ol>', page, re.DOTALL)[0]
    excerpt = re.search(r'<p class="small soft">(.*?)</p>', found)[1]
    assert " code · means · mistyped · a wrong key indivisible" in excerpt
    before, after = excerpt.split("code · means · mistyped · a wrong key")
    assert set(before.split()) == set(after.split()) == {"…", "indivisible"}


def test_a_search_at_the_contents_is_led_to_the_search(browser, db):
    answer = browser.get("/docs/", {"q": "dpop & nonce"})

    assert (answer.status_code, answer["Location"]) == (302, "/docs/search/?q=dpop+%26+nonce")


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
