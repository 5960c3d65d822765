import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import Session, Token

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


def test_a_token_is_revoked_by_post_only(alice, browser_as, api_as):
    browser = browser_as(alice)
    path = f"{PAGE}tokens/{alice.initial_token.pk}/revoke/"
    assert browser.get(path).status_code == 405
    assert browser.post(path)["Location"] == PAGE
    assert api_as(alice).get(ME).status_code == 401
    assert browser.post(path).status_code == 404


def test_a_session_is_ended(alice, browser_as):
    here, lost = browser_as(alice), browser_as(alice)
    other = next(one for one in held(here.get(PAGE), "sessions") if not one.is_current)
    assert here.post(f"{PAGE}sessions/{other.id}/revoke/")["Location"] == PAGE
    assert lost.get(ME).status_code == 401
    assert here.get(ME).status_code == 200


def test_what_belongs_to_others_cannot_be_ended(alice, charlie, browser_as, api_as):
    session = browser_as(alice)
    row = Session.objects.get()
    nosy = browser_as(charlie)
    assert nosy.post(f"{PAGE}tokens/{alice.initial_token.pk}/revoke/").status_code == 404
    assert nosy.post(f"{PAGE}sessions/{row.pk}/revoke/").status_code == 404
    assert api_as(alice).get(ME).status_code == session.get(ME).status_code == 200


def test_a_time_zone_is_chosen_from_the_curated_list(alice, browser_as):
    browser = browser_as(alice)
    profile = "/accounts/profile/"
    assert browser.post(profile, {"time_zone": "Europe/Berlin"}).status_code == 302
    alice.refresh_from_db()
    assert alice.time_zone == "Europe/Berlin"
    for wrong in ("Mars/Olympus", "../etc/passwd", "UTC\x00", "US/Pacific-New"):
        assert browser.post(profile, {"time_zone": wrong}).context["form"].errors


def test_pages_show_times_in_ones_own_zone_and_the_next_request_does_not(alice, browser_as):
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    browser = browser_as(alice)
    browser.get(PAGE)
    assert timezone.get_current_timezone_name() == "UTC"


def test_times_are_read_in_ones_own_zone(alice, browser_as):
    alice.time_zone = "Asia/Tokyo"
    alice.save()
    browser_as(alice).post(NEW_TOKEN, {"name": "phone", "expires_at": "2099-01-01T09:00"})
    assert Token.objects.get(name="phone").expires_at.isoformat() == "2099-01-01T00:00:00+00:00"


@pytest.mark.parametrize(
    "path",
    [
        "end/",
        "tokens/1/revoke/",
        "applications/1/revoke/",
        f"sessions/{'0' * 64}/revoke/",
        "social/1/revoke/",
    ],
)
def test_who_was_signed_out_meanwhile_comes_back_to_the_page_with_the_button(db, client, path):
    response = client.post(f"/accounts/credentials/{path}")
    assert response.url == "/accounts/auth/?next=/accounts/credentials/"


@pytest.mark.parametrize(
    ("given", "taken"),
    [
        ("Asia/Kolkata", "Asia/Kolkata"),
        ("Asia/Calcutta", "Asia/Kolkata"),
        ("Europe/Kiev", "Europe/Kyiv"),
        ("Mars/Olympus", "UTC"),
        ("", "UTC"),
    ],
)
def test_a_zone_is_taken_by_the_names_that_browsers_have(browser_as, alice, given, taken):
    browser_as(alice).post("/accounts/profile/", {"time_zone": given})
    alice.refresh_from_db()
    assert alice.time_zone == taken
