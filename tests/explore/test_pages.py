import pytest
from oauth2_provider.models import Application

from explore import cases
from explore.endpoints import endpoints
from manual import shelves

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

    assert page.count('<button class="cell"') == len(endpoints()) * len(cases.credentials())
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


def test_each_kind_of_credentials_leads_to_a_page_of_the_docs():
    assert {case.page for case in cases.credentials()} <= set(shelves.pages())


@pytest.mark.parametrize("is_on", [False, True])
def test_a_jwt_can_be_ended_where_access_tokens_are_some(browser_as, alice, settings, is_on):
    settings.JWT_ACCESS_TOKENS = is_on
    page = browser_as(alice).get("/explore/").content.decode()

    assert ("data-end-run" in page) is is_on
    assert ("Access tokens are not JWTs here" in page) is not is_on
