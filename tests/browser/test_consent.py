"""A browser walks through sign-in and consent to an application on another origin."""

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.utils import timezone
from oauth2_provider.models import Application

from accounts.oauth.device import codes
from tests.browser.conftest import PHONE
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)

CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"  # of RFC 7636, appendix B


class Page(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path.startswith("/callback") else 404)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><link rel=icon href=data:,><h1>The application</h1>")

    def do_POST(self):
        Page.posted = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.do_GET()

    def log_message(self, *args):
        pass


@pytest.fixture
def application_url():
    """An application that listens on loopback, as a desktop program does."""
    server = HTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/callback"
    server.shutdown()
    server.server_close()


@pytest.fixture
def ask(application_url):
    application = Application.objects.create(
        name="Pocket polls",
        client_type="public",
        authorization_grant_type="authorization-code",
        redirect_uris="http://127.0.0.1/callback",
    )
    return "/auth/authorize?" + urlencode(
        {
            "response_type": "code",
            "client_id": application.client_id,
            "redirect_uri": application_url,
            "state": "a-state",
            "code_challenge": CHALLENGE,
            "code_challenge_method": "S256",
        }
    )


def answer(page):
    page.get_by_role("heading", name="The application").wait_for()
    return {name: value[0] for name, value in parse_qs(urlsplit(page.url).query).items()}


def test_signing_in_and_allowing_leads_to_the_application(open_page, alice, ask):
    page = open_page()
    page.goto(ask)
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()

    page.get_by_role("heading", name="Allow Pocket polls?").wait_for()
    page.get_by_role("button", name="Allow", exact=True).click()

    assert set(answer(page)) == {"code", "state", "iss"}


def test_denying_leads_there_too(open_page, alice, ask):
    page = open_page(alice)
    page.goto(ask)

    page.get_by_role("button", name="Do not allow").click()

    assert answer(page)["error"] == "access_denied"


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_the_page_can_be_used_by_everyone(open_page, assert_accessible, alice, ask, color_scheme):
    page = open_page(alice, color_scheme=color_scheme)
    page.goto(ask)

    assert_accessible(page)


def test_a_wrong_request_is_a_page_that_can_be_used_by_everyone(
    open_page, assert_accessible, alice, ask
):
    page = open_page(alice, expect_errors=["400"])
    page.goto(ask.replace("callback", "elsewhere"))

    page.get_by_role("heading", name="This request cannot be answered").wait_for()
    assert_accessible(page)


@pytest.mark.parametrize("java_script_enabled", [True, False])
def test_a_code_is_posted_with_scripts_and_without(open_page, alice, ask, java_script_enabled):
    page = open_page(alice, java_script_enabled=java_script_enabled)
    page.goto(f"{ask}&response_mode=form_post")
    page.get_by_role("button", name="Allow", exact=True).click()
    if not java_script_enabled:
        page.get_by_role("button", name="Continue").click()

    page.get_by_role("heading", name="The application").wait_for()

    assert "?" not in page.url
    assert set(parse_qs(Page.posted)) == {"code", "state", "iss"}


def test_a_device_is_connected_on_a_phone(open_page, assert_accessible, alice):
    application = Application.objects.create(
        name="Television",
        client_type="public",
        authorization_grant_type="urn:ietf:params:oauth:grant-type:device_code",
    )
    made = codes.issue(application, ["polls:read"], now=timezone.now())
    page = open_page(alice, viewport=PHONE)
    page.goto("/auth/device/")
    assert_accessible(page)
    page.get_by_role("textbox", name="Code").fill(made.user_code.lower())
    page.get_by_role("button", name="Continue").click()

    page.get_by_role("heading", name="Allow Television?").wait_for()
    assert_accessible(page)
    page.get_by_role("button", name="Allow", exact=True).click()
    page.get_by_role("heading", name="Done").wait_for()
