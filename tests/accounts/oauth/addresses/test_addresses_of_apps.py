"""An application on a device gets its answer at a scheme of its own."""

from urllib.parse import parse_qs, urlsplit

import pytest
from oauth2_provider.models import Application

from accounts.oauth import applications
from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.conftest import redeeming

pytestmark = pytest.mark.django_db


def test_an_own_scheme_of_a_confidential_application_is_not_gone_to(alice, make_client, browser_as):
    stored = make_client("authorization-code", redirect_uris="com.example.app:/cb")

    answer = browser_as(alice).get(ask(stored, redirect_uri="com.example.app:/cb"))

    assert answer.status_code == 400


@pytest.fixture
def app(make_client):
    return make_client(
        "authorization-code", "public", redirect_uris="com.example.app:/cb", name="Voter"
    )


@pytest.fixture
def at_app():
    return {"redirect_uri": "com.example.app:/cb"}


def test_the_page_lets_its_form_go_to_the_apps_scheme(alice, app, at_app, browser_as):
    page = browser_as(alice).get(ask(app, **at_app))

    assert "form-action 'self' com.example.app:;" in page["Content-Security-Policy"] + ";"
    assert "you are sent to com.example.app." in page.content.decode()
    assert "program on your own device" in page.content.decode()


def test_an_app_gets_a_code_and_tokens_at_its_own_scheme(
    alice, app, at_app, browser_as, post_token
):
    answer = browser_as(alice).post(ask(app, **at_app), {"allow": "yes"})

    where = urlsplit(answer["Location"])
    assert (where.scheme, where.netloc, where.path) == ("com.example.app", "", "/cb")
    assert answer["Location"].startswith("com.example.app:/cb?")
    code = parse_qs(where.query)["code"][0]
    assert post_token(app, **redeeming(code) | at_app).status_code == 200


def test_a_refusal_reaches_the_app_too(alice, app, at_app, browser_as):
    answer = browser_as(alice).get(ask(app, nonce="x" * 300, **at_app))

    assert answer["Location"].startswith("com.example.app:/cb?error=invalid_request")


def test_the_person_is_asked_each_time(alice, app, at_app, browser_as, post_token):
    browser = browser_as(alice)
    for _ in range(2):
        assert browser.get(ask(app, **at_app)).status_code == 200
        answer = browser.post(ask(app, **at_app), {"allow": "yes"})
        code = parse_qs(urlsplit(answer["Location"]).query)["code"][0]
        assert post_token(app, **redeeming(code) | at_app).status_code == 200

    silent = browser.get(ask(app, prompt="none", **at_app))
    assert "error=consent_required" in silent["Location"]


@pytest.mark.parametrize(
    "asked",
    [
        "com.example.app:/other",
        "com.example.app:/cb/",
        "com.example.app://cb",
        "com.example.app:cb",
        "com.example.app2:/cb",
        "COM.example.app:/cb",
        "com.example.app:/cb?x=1",
        "https://com.example.app/cb",
    ],
)
def test_its_address_is_compared_character_by_character(alice, app, browser_as, asked):
    assert browser_as(alice).get(ask(app, redirect_uri=asked)).status_code == 400


def test_the_admin_registers_one(ada, browser_as):
    browser_as(ada).post(
        "/admin/oauth2_provider/application/add/",
        {
            "name": "Voter",
            "client_id": "voter",
            "client_secret": "x" * 40,
            "client_type": "public",
            "authorization_grant_type": "authorization-code",
            "redirect_uris": "com.example.app:/cb\r\nhttp://127.0.0.1/cb",
        },
    )

    application = Application.objects.get()
    assert applications.is_redirect_uri_of(application, "com.example.app:/cb")
    assert applications.is_redirect_uri_of(application, "http://127.0.0.1:4711/cb")
