"""The credentials page shows what can act as a person, and makes more."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Token

PAGE = "/accounts/credentials/"
NEW_TOKEN = "/accounts/credentials/tokens/"
ME = "/accounts/api/me"


def held(page, kind):
    """The part of the page for one kind of credential."""
    sections = page.context["kinds"]
    return next(section["held"] for section in sections if section["kind"].name == kind)


def form_of(page):
    """The form for a new token."""
    return next(one["form"] for one in page.context["kinds"] if one["kind"].name == "tokens")


def test_it_shows_what_can_act_as_me_and_nothing_of_others(alice, charlie, browser_as):
    Token.objects.create(user=alice, name="laptop")
    Token.objects.create(user=alice, name="old", revoked_at=timezone.now())
    Token.objects.create(user=charlie, name="secret plan")
    page = browser_as(alice).get(PAGE)
    html = page.content.decode()
    assert "laptop" in html
    assert "old" not in {one.label for one in held(page, "tokens")}
    assert "secret plan" not in html
    assert [one.is_current for one in held(page, "sessions")] == [True]
    assert "no-store" in page["Cache-Control"]


def test_one_can_make_a_token_before_one_can_revoke_them_all(alice, browser_as):
    html = browser_as(alice).get(PAGE).content.decode()

    assert 0 < html.index("Create a token") < html.index("Revoke all tokens")
    assert '<summary class="button button-danger">Revoke all tokens' in html


def test_signed_out_people_go_to_the_sign_in_page(db):
    answer = Client().get(PAGE)
    assert answer["Location"] == f"/accounts/auth/?next={PAGE}"


def test_a_new_token_is_shown_once_and_works(alice, browser_as):
    browser = browser_as(alice)
    ends = timezone.now() + timedelta(days=1)
    made = browser.post(NEW_TOKEN, {"name": "phone", "expires_at": ends.strftime("%Y-%m-%dT%H:%M")})
    key = re.search(r"dar_\w{38}", made.content.decode())[0]
    assert "no-store" in made["Cache-Control"]
    me = APIClient(headers={"Authorization": f"Token {key}"}).get(ME)
    assert me.json()["user"]["username"] == "alice"
    assert key not in browser.get(PAGE).content.decode()
    token = Token.objects.get(name="phone")
    assert abs(token.ends_at - ends) < timedelta(minutes=1)


def test_a_token_that_ends_in_the_past_or_has_no_name_is_not_made(alice, browser_as):
    browser = browser_as(alice)
    for form in ({"name": ""}, {"name": "x", "expires_at": "2001-01-01T00:00"}):
        assert form_of(browser.post(NEW_TOKEN, form)).errors
    assert Token.objects.count() == 1


@pytest.mark.parametrize("kind", ["sessions", "nothing"])
def test_a_kind_without_a_form_creates_nothing(kind, alice, browser_as):
    assert browser_as(alice).post(f"{PAGE}{kind}/", {"name": "x"}).status_code == 404


def test_reloading_after_a_new_token_leads_back_to_the_page(alice, browser_as):
    assert browser_as(alice).get(NEW_TOKEN)["Location"] == PAGE
