"""Pages of the reference that the code writes are as the code would write them now."""

import re

import pytest
from django.conf import settings as site

from manual import markdown, shelves
from manual.diagrams import DIAGRAMS
from manual.reference import PAGES, openapi, settings
from manual.reference.codes import CODES, OAUTH_CODES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_what_the_code_writes(name, db):
    written = shelves.pages()[name].path.read_text(encoding="utf-8")
    assert written == PAGES[name](), "run manage.py makedocs"


def test_the_schema_is_what_the_code_writes(db):
    written = (shelves.folder() / openapi.NAME).read_text(encoding="utf-8")
    assert written == openapi.document(), "run manage.py makedocs"


def test_every_code_has_an_anchor():
    page = markdown.render(shelves.pages()["reference/errors"])
    codes = [code for _status, code, *_words in [*CODES, *OAUTH_CODES]]
    assert [code for code in codes if f'id="{code}"' not in page] == []


def test_no_code_is_explained_twice():
    codes = [code for _status, code, *_words in [*CODES, *OAUTH_CODES]]
    assert sorted(set(codes)) == sorted(codes)


def test_the_help_is_on_that_page(browser, db):
    page, _, _ = site.HELP_WITH_CODES.partition("#")
    assert browser.get(page).status_code == 200


@pytest.mark.parametrize(
    ("line", "expected"),
    [("DEBUG=off", True), ("SECRET_KEY=", True), ("python3 -c 'x=1'", False), ("no=good", False)],
)
def test_a_variable_is_told_from_words(line, expected):
    assert settings.is_variable(line) is expected


def test_each_setting_is_explained_or_leads_to_its_explanation():
    _introduction, *sections = settings.page().split("\n## ")
    bare = [each for each in sections if len(re.sub(r"Default: .+", "", each).split()) < 3]
    assert bare == []


def test_settings_lead_to_pages_that_say_more():
    assert "[DPoP](../choose/dpop.md)" in settings.page()
    assert not re.search(r" docs/\S+\.md", settings.page())


@pytest.mark.parametrize("name", DIAGRAMS)
def test_a_diagram_is_what_the_code_draws(name):
    drawn = (shelves.folder() / "img" / f"{name}.svg").read_text(encoding="utf-8")
    assert drawn == DIAGRAMS[name].svg(), "run manage.py makedocs"


@pytest.mark.parametrize("diagram", DIAGRAMS.values(), ids=DIAGRAMS)
def test_the_words_of_a_diagram_fit_between_the_lines(diagram):
    widest = diagram._x(1) - diagram._x(0)
    for begin, end, text in diagram.steps:
        room = widest * abs(end - begin) or 400
        assert 6.9 * len(text) <= room, text
