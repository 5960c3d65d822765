"""The example of a single-page app signs in from another origin and reads the polls."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from oauth2_provider.models import Application
from playwright.sync_api import expect

from tests.live.conftest import ROOT

FOLDER = ROOT / "examples" / "spa"


class Handler(SimpleHTTPRequestHandler):
    def log_message(self, *args):
        """Nothing: a test is quiet."""


@pytest.fixture
def app(tmp_path, live_server, settings):
    """The address of the app, registered and allowed to call."""
    script = (FOLDER / "spa.js").read_text()
    script = script.replace("http://localhost:8000", live_server.url)
    script = script.replace("the client id that createapp printed", "spa")
    (tmp_path / "spa.js").write_text(script)
    (tmp_path / "index.html").write_text((FOLDER / "index.html").read_text())
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=tmp_path)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}"
        settings.CORS_ALLOWED_ORIGINS = [url]
        Application.objects.create(
            client_id="spa",
            name="Single-page app",
            client_type=Application.CLIENT_PUBLIC,
            authorization_grant_type=Application.GRANT_AUTHORIZATION_CODE,
            redirect_uris=f"{url}/",
        )
        yield f"{url}/"
        server.shutdown()


def test_it_signs_in_and_lists_the_polls(open_page, alice, question, app):
    page = open_page(alice, expect_errors=["favicon"])
    page.goto(app)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("main").get_by_role("button", name="Allow", exact=True).click()

    expect(page.get_by_role("status")).to_have_text("You are signed in.")
    expect(page.get_by_role("listitem")).to_have_text([question.question_text])
    assert page.url == app  # the code is not left in the history


def test_an_answer_that_it_did_not_ask_for_is_refused(open_page, db, app):
    page = open_page(expect_errors=["favicon"])
    page.goto(f"{app}?code=planted&state=planted&iss=https://elsewhere.example")

    expect(page.get_by_role("status")).to_have_text("You are not signed in: a foreign answer")
