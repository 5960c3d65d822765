"""The ``token`` cookie of the pages serves its owner, as long as they are signed in."""

import pytest
from django.test import Client
from rest_framework.test import APIClient

PAGE = "/accounts/profile/"
SIGN_IN = "/accounts/auth/"


def is_dropped(answer) -> bool:
    cookie = answer.cookies.get("token")
    return cookie is not None and cookie["max-age"] == 0


@pytest.fixture
def holding(browser_as):
    """``holding(value, user)``: a browser with that cookie in which ``user`` is signed in."""

    def holding(value, user=None) -> Client:
        browser = browser_as(user) if user else Client()
        browser.cookies["token"] = value
        return browser

    return holding


def test_it_stays_with_its_owner(alice, holding):
    browser = holding(f"{alice.pk}:{alice.initial_token.key}", alice)
    assert "token" not in browser.get(PAGE).cookies


@pytest.mark.parametrize(
    "value", ["", ":", "dar_x", "{bob}:dar_x", "{alice}:", "{alice} :x", "x:y"]
)
def test_it_is_dropped_if_it_is_anothers_or_names_nobody(alice, bob, holding, value):
    value = value.format(alice=alice.pk, bob=bob.pk)
    assert is_dropped(holding(value, alice).get(PAGE))


def test_it_is_dropped_where_nobody_is_signed_in(alice, holding):
    browser = holding(f"{alice.pk}:{alice.initial_token.key}")
    assert is_dropped(browser.get(SIGN_IN))
    assert is_dropped(browser.get(PAGE))


def test_it_is_dropped_when_the_session_has_ended(alice, holding):
    browser = holding(f"{alice.pk}:{alice.initial_token.key}", alice)
    alice.sessions.all().delete()
    assert is_dropped(browser.get(PAGE))


def test_it_is_dropped_when_the_next_person_signs_in(alice, bob, holding):
    browser = holding(f"{alice.pk}:{alice.initial_token.key}")
    answer = browser.post(
        "/accounts/login/", {"username": "bob", "password": "correct horse battery"}
    )
    assert answer.status_code == 302
    assert is_dropped(answer)


def test_signing_out_without_a_script_ends_the_token_as_well(alice, holding, api_as):
    browser = holding(f"{alice.pk}:{alice.initial_token.key}", alice)
    assert is_dropped(browser.post("/accounts/logout/"))
    assert api_as(alice).get("/accounts/api/me").status_code == 401


def test_signing_out_ends_no_token_of_anybody_else(alice, bob, holding, api_as):
    holding(f"{alice.pk}:{bob.initial_token.key}", alice).post("/accounts/logout/")
    holding(f"{bob.pk}:{bob.initial_token.key}", alice).post("/accounts/logout/")
    assert api_as(bob).get("/accounts/api/me").status_code == 200


def test_a_program_gets_no_cookie_and_pays_for_no_session(alice, django_assert_num_queries):
    program = APIClient(headers={"Authorization": f"Token {alice.initial_token.key}"})
    program.cookies["token"] = "anything"
    program.get("/accounts/api/me")
    with django_assert_num_queries(1):
        answer = program.get("/accounts/api/me")
    assert not answer.cookies


def test_a_page_that_bob_left_open_acts_for_nobody_without_scripts(alice, bob):
    """Its CSRF token belongs to Bob's session."""
    browser = Client(enforce_csrf_checks=True)

    def sign_in(name):
        token = browser.get(SIGN_IN).context["csrf_token"]
        form = {"username": name, "password": "correct horse battery", "csrfmiddlewaretoken": token}
        assert browser.post("/accounts/login/", form).status_code == 302

    sign_in("bob")
    left_open = browser.get(PAGE).context["csrf_token"]
    sign_in("alice")
    form = {"time_zone": "Asia/Tokyo", "csrfmiddlewaretoken": str(left_open)}

    assert browser.post(PAGE, form).status_code == 403

    alice.refresh_from_db()
    assert alice.time_zone == "UTC"
