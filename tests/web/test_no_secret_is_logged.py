"""A reader of the log learns no secret, and no visitor writes a line into it."""

import io
import logging
import re
from urllib.parse import urlencode

import pytest
from django.core import mail
from django.test import Client
from oauth2_provider.models import Application
from rest_framework.test import APIClient

from accounts.api import Me
from accounts.sessions.pages import SignOutView
from tests.conftest import PASSWORD
from web import logs

FORM = "application/x-www-form-urlencoded"
WRONG = "wrong-password-123"
MARK = "in-a-query-string"


@pytest.fixture(params=[False, True], ids=["json", "human"])
def log(request):
    """``log()``: all that the site has written since the test began, as it writes it."""
    described = logs.configuration(human=request.param)["formatters"]["structured"]
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(described.pop("()")(**described))
    root = logging.getLogger()
    root.addHandler(handler)
    yield stream.getvalue
    root.removeHandler(handler)


@pytest.fixture
def browser():
    return Client(raise_request_exception=False)


@pytest.fixture
def mailed(_mail_at_once):
    """``mailed(pattern)``: what the last mail has of it."""
    return lambda pattern: re.search(pattern, mail.outbox[-1].body)[0]


def assert_secret(log, *secrets):
    text = log()
    assert "request" in text
    for secret in [*secrets, PASSWORD, WRONG, MARK]:
        assert secret not in text


def test_no_password_is_logged(alice, browser, log):
    for password in (PASSWORD, WRONG):
        form = {"username": "alice", "password": password}
        browser.post(f"/accounts/login/?next={MARK}", form)
        browser.post(f"/accounts/login/?{MARK}", form, content_type="application/json")
        browser.post(f"/accounts/get_auth_token?password={MARK}", form)
        browser.post("/admin/login/", form)
        APIClient().get("/accounts/api/me", headers={"Authorization": f"Basic {password}"})
    browser.get(f"/accounts/login/nowhere/{MARK}/")
    assert_secret(log, browser.cookies["sessionid"].value)


def test_no_key_is_logged_when_it_is_made_used_and_refused(alice, browser, log):
    form = {"username": "alice", "password": PASSWORD}
    key = browser.post("/accounts/get_auth_token", form).json()["token"]
    caller = APIClient(headers={"Authorization": f"Token {key}"})
    other = caller.post("/accounts/api/tokens", {"name": "phone"}).json()
    caller.delete(f"/accounts/api/tokens/{other['id']}")
    caller.get(f"/accounts/api/me?token={key}")
    caller.get(f"/polls/api/{key}")
    for scheme in ("Token", "Bearer", "Basic", ""):
        headers = {"Authorization": f"{scheme} {other['key']}"}
        assert APIClient().get("/accounts/api/me", headers=headers).status_code == 401
    assert_secret(log, key, other["key"])


def test_no_link_in_a_mail_is_logged(alice, browser, mailed, log):
    browser.post("/accounts/password/reset/", {"email": alice.email})
    reset = mailed(r"/accounts/password/reset/\S+")
    browser.get(reset)
    browser.get(reset.rstrip("/"))
    browser.get(f"{reset}nothing-here/")
    browser.put(reset)
    fields = ("password1", "password2")
    form = {"username": "eve", "email": "eve@example.com", **dict.fromkeys(fields, PASSWORD)}
    browser.post("/accounts/register/", form)
    register = mailed(r"/accounts/register/\S+")
    browser.get(register)
    browser.post(register, form)
    browser.post("/accounts/email/", {"email": "new@example.com", "password": PASSWORD})
    confirm = mailed(r"/accounts/email/\S+")
    browser.get(confirm)
    secrets = [link.rstrip("/").split("/")[-1] for link in (reset, register, confirm)]
    assert all(len(secret) > 20 for secret in secrets)
    assert_secret(log, *secrets)


def test_no_variable_is_logged_when_something_breaks(alice, browser, monkeypatch, log):
    def broken(self, request, *args, **kwargs):
        password = request.headers.get("X-Password")
        raise RuntimeError("a bug" if password else "no password")

    monkeypatch.setattr(SignOutView, "get", broken)
    monkeypatch.setattr(Me, "get", broken)
    headers = {"X-Password": WRONG}
    assert browser.get(f"/accounts/logout/?{MARK}", headers=headers).status_code == 500
    browser.force_login(alice)
    assert browser.get(f"/accounts/api/me?{MARK}", headers=headers).status_code == 500
    assert "a bug" in log()
    assert_secret(log, browser.cookies["sessionid"].value)


def test_no_client_secret_and_no_oauth_token_is_logged(alice, browser, log):
    application = Application(client_type="confidential", authorization_grant_type="password")
    secret = application.client_secret
    application.save()

    def post(path, **data):
        credentials = {"client_id": application.client_id, "client_secret": secret}
        return browser.post(path, urlencode(credentials | data), FORM)

    grant = {"grant_type": "password", "username": "alice"}
    post("/auth/token", **grant, password=WRONG)
    issued = post("/auth/token", **grant, password=PASSWORD).json()
    refresh = {"grant_type": "refresh_token", "refresh_token": issued["refresh_token"]}
    renewed = post("/auth/token", **refresh).json()
    post("/auth/token", **refresh)  # replayed
    post("/auth/introspect", token=renewed["access_token"])
    post("/auth/revoke-token", token=renewed["access_token"])
    post(f"/auth/token?client_secret={MARK}")
    tokens = [
        given[f"{kind}_token"] for given in (issued, renewed) for kind in ("access", "refresh")
    ]
    assert_secret(log, secret, *tokens)


FORGED = (
    "eve\n1999-01-01T00:00:00Z [info] signed in user=admin\r\x1b[2J\x1b]0;title\x07\u2028\u202e"
)


def test_nobody_forges_a_line_or_paints_the_terminal(db, browser, log):
    browser.post("/accounts/login/", {"username": FORGED, "password": WRONG})
    browser.post("/accounts/get_auth_token", {"username": "eve\x1b[2J", "password": WRONG})
    browser.get("/nowhere/%0a%0d%1b%5b2Jforged")
    browser.get("/polls/", headers={"Host": "evil\x1b[2J.example"})
    browser.get("/polls/", headers={"User-Agent": FORGED, "X-Request-ID": FORGED})
    text = log()
    assert "password refused" in text
    ours = ("{", "\x1b[2m2", "2", "    ")  # an event, or what belongs to the one above
    assert all(line.startswith(ours) for line in text.splitlines() if line)
    painted = re.sub(r"\x1b\[\d*m", "", text)  # our own colours
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", painted)


def test_nobody_forges_a_line_inside_a_traceback(browser, monkeypatch, log):
    def broken(*args, **kwargs):
        raise RuntimeError(FORGED)

    monkeypatch.setattr(SignOutView, "get", broken)
    browser.get("/accounts/logout/")
    text = log()
    assert "RuntimeError" in text
    assert not any(line.startswith(("1999", "eve")) for line in text.splitlines())
    assert "\x1b[2J" not in text
