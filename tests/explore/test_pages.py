import re

import pytest
from oauth2_provider.models import Application

from explore import cases, docs

CALLBACK = "http://testserver/explore/callback/"


def register(*redirect_uris, client_type=Application.CLIENT_PUBLIC):
    return Application.objects.create(
        name="These pages",
        client_type=client_type,
        authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
        redirect_uris=" ".join(redirect_uris),
    )


def test_a_stranger_reads_what_is_documented_and_runs_nothing(browser, db):
    page = browser.get("/explore/").content.decode()

    assert "/polls/api/questions/{id}/vote" in page.replace("<wbr>", "")
    assert "data-run-all" not in page
    assert "/accounts/auth/?next=/explore/" in page


def test_who_is_signed_in_runs_every_cell(browser_as, alice):
    page = browser_as(alice).get("/explore/").content.decode()

    assert page.count('<button class="cell"') == len(cases.endpoints()) * len(cases.CREDENTIALS)
    assert "data-run-all" in page


def test_the_pages_ask_as_the_public_application_that_is_registered_for_them(browser, db):
    register("http://testserver/other/")
    register(CALLBACK, client_type=Application.CLIENT_CONFIDENTIAL)
    register("http://elsewhere.example/explore/callback/")
    mine = register("http://testserver/", CALLBACK)

    response = browser.get("/explore/client/")

    assert response.json() == {"client_id": mine.client_id, "redirect_uri": CALLBACK}
    assert "no-store" in response["Cache-Control"]


def test_without_such_an_application_it_is_said_what_to_register(browser, db):
    register("http://elsewhere.example/explore/callback/")

    response = browser.get("/explore/client/")

    assert response.status_code == 404
    assert response.json()["code"] == "no_client"
    assert CALLBACK in response.json()["detail"]


def test_the_callback_page_is_kept_by_no_cache(browser, db):
    response = browser.get("/explore/callback/?code=code-from-the-url&state=x")

    assert "no-store" in response["Cache-Control"]
    assert b"code-from-the-url" not in response.content


def test_the_style_page_shows_how_a_mistake_is_said(browser, db):
    assert "This field is required." in browser.get("/explore/style/").content.decode()


# The docs -------------------------------------------------------------------------


@pytest.mark.parametrize("name", docs.titles())
def test_every_page_of_the_docs_is_served(browser, db, name):
    response = browser.get(f"/explore/docs/{name}.md")

    assert response.status_code == 200
    assert "<h1>" in response.content.decode()
    for picture in re.findall(r'<img src="([^"]+)"', response.content.decode()):
        picture = browser.get(f"/explore/docs/{picture}")
        assert picture.status_code == 200
        assert picture["Content-Type"].startswith("image/")


@pytest.mark.parametrize(
    "name",
    [
        *["missing.md", "...md", "%2e%2e/README.md", "../README.md"],
        *["img/missing.svg", "img/..%2fimg%2fpoll.png", "img/../tokens.md", "img/poll.png.md"],
    ],
)
def test_nothing_else_is(browser, db, name):
    assert browser.get(f"/explore/docs/{name}").status_code == 404


def test_markup_in_the_docs_is_shown_not_obeyed(browser, db, settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    text = "# Title\n<script>x</script>\n\n[go](javascript:x)"
    (tmp_path / "docs" / "odd.md").write_text(text)

    page = browser.get("/explore/docs/odd.md").content.decode()

    assert "&lt;script&gt;x&lt;/script&gt;" in page
    assert 'href="javascript' not in page
