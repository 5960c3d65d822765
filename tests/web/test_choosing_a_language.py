"""The language that somebody chooses is remembered."""

import pytest


def test_the_choice_is_remembered_whatever_the_browser_asks_for(db, client):
    page = client.get("/accounts/auth/").text
    assert 'value="de"' in page
    here = "http://testserver/accounts/auth/?next=/polls/"
    response = client.post("/language/", {"language": "de"}, headers={"Referer": here})
    assert response.url == here
    assert client.cookies["language"]["samesite"] == "Lax"
    assert "Passwort vergessen?" in client.get("/accounts/auth/").text


def test_choosing_takes_a_form_of_this_site(db, browser):
    assert browser.post("/language/", {"language": "de"}).status_code == 403
    browser.get("/language/?language=de")
    assert "language" not in browser.cookies


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_choosing_leads_nowhere_else(db, client, url):
    assert client.post("/language/", {"language": "de", "next": url}).url == "/"


@pytest.mark.parametrize("language", ["xx", "", "../..", "de\0", "d" * 5000])
def test_a_language_that_is_not_there_changes_nothing(db, client, language):
    client.post("/language/", {"language": language})
    assert '<html lang="en">' in client.get("/accounts/auth/").text


@pytest.mark.usefixtures("_mail_at_once")
def test_a_mail_is_in_the_language_of_who_asked_for_it(german, alice, mailoutbox):
    german.post("/accounts/password/reset/", {"email": alice.email})
    assert mailoutbox[0].subject == "Neues Passwort wählen"
