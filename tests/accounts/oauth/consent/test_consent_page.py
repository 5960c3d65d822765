"""The page says who asks for what, and is neither kept nor framed."""

import pytest

from tests.accounts.oauth.asking import ask

pytestmark = pytest.mark.django_db


def test_the_page_says_who_asks_for_what(alice, code_client, browser_as):
    response = browser_as(alice).get(ask(code_client))

    page = response.content.decode()
    assert response.status_code == 200
    assert "Allow Pollster?" in page
    assert "alice" in page
    assert "Vote in your name" in page
    assert "Ask, edit, close and delete questions" not in page
    assert "you are sent to https://client.example" in page


def test_the_page_is_neither_kept_nor_framed(alice, code_client, browser_as):
    response = browser_as(alice).get(ask(code_client))

    assert "no-store" in response["Cache-Control"]
    assert response["X-Frame-Options"] == "DENY"
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' https://client.example;" in policy + ";"


def test_no_other_page_lets_forms_go_there(alice, code_client, browser_as):
    browser = browser_as(alice)
    browser.get(ask(code_client))

    assert "client.example" not in browser.get("/accounts/logout/")["Content-Security-Policy"]


def test_a_name_with_markup_is_text(alice, make_client, browser_as):
    client = make_client("authorization-code", name="<script>alert(1)</script>")

    assert "<script>alert" not in browser_as(alice).get(ask(client)).content.decode()
