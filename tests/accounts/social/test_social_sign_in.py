"""Signing in with a provider, in a browser."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from social_django.models import UserSocialAuth

from accounts.models import Session
from tests.accounts.social.conftest import Browser, callback, told

User = get_user_model()


def is_signed_in(browser):
    return "_auth_user_id" in browser.session


def test_a_stranger_is_signed_in_and_lands_where_they_were_going(visitor, come_back):
    response = come_back(visitor, "dora", next="/polls/7/")

    assert response.status_code == 302
    assert response["Location"] == "/polls/7/"
    dora = User.objects.get()
    assert (dora.username, dora.email, dora.first_name) == ("dora", "dora@example.com", "Dora")
    assert dora.email_verified_at
    assert not dora.has_usable_password()
    assert dora.tokens.count() == 1
    assert Session.objects.get(user=dora).address == "127.0.0.1"


def test_the_second_time_it_is_the_same_user(visitor, come_back):
    come_back(visitor, "dora")
    come_back(Browser(), "dora")

    assert User.objects.count() == UserSocialAuth.objects.count() == 1


def test_the_tokens_of_the_provider_are_not_kept(visitor, come_back, demo_provider):
    come_back(visitor, "dora")

    (token,) = demo_provider.tokens
    assert token not in str(UserSocialAuth.objects.values())
    assert token not in str(dict(visitor.session))


def test_an_unverified_address_is_not_taken_over(visitor, come_back):
    come_back(visitor, "emil")

    assert User.objects.get().email == ""


def test_a_planted_session_id_is_dead_afterwards(visitor, begin, come_back):
    begin(visitor)
    planted = visitor.cookies["sessionid"].value

    come_back(visitor, "dora")

    assert visitor.cookies["sessionid"].value != planted
    visitor.cookies["sessionid"] = planted
    assert not is_signed_in(visitor)


def test_a_deactivated_user_is_refused(visitor, come_back):
    come_back(visitor, "dora")
    dora = User.objects.get()
    dora.is_active = False
    dora.save()

    response = come_back(newcomer := Browser(), "dora")

    assert told(response) == ["This account is deactivated."]
    assert not is_signed_in(newcomer)
    assert not is_signed_in(visitor)


@pytest.mark.parametrize(
    "url", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"]
)
def test_next_stays_on_this_host(visitor, come_back, url):
    assert come_back(visitor, "dora", next=url)["Location"] == "/polls/"


@pytest.mark.parametrize("method", ["get", "put", "head"])
def test_only_a_post_begins(browser, demo_provider, db, method):
    response = getattr(browser, method)("/auth/login/demo/")

    assert response.status_code == (403 if method == "put" else 405)  # CSRF comes first


def test_beginning_needs_the_csrf_token(browser, demo_provider, db):
    response = browser.post("/auth/login/demo/")

    assert response.status_code == 403
    assert "sessionid" not in response.cookies


@pytest.mark.parametrize("path", ["login", "complete"])
@pytest.mark.parametrize("provider", ["github", "django", "Demo", "password"])
def test_a_provider_without_a_key_does_not_exist(visitor, demo_provider, path, provider):
    method = visitor.post if path == "login" else visitor.get

    assert method(f"/auth/{path}/{provider}/").status_code == 404


@pytest.mark.parametrize("slash", ["", "/"])
def test_both_ways_to_write_the_path_work(visitor, demo_provider, slash):
    assert visitor.post(f"/auth/login/demo{slash}").status_code == 302
    assert visitor.get(f"/auth/complete/demo{slash}?code=x").status_code == 302


def test_one_who_cancels_is_told_so_and_may_try_again(visitor, come_back):
    response = come_back(visitor, "", next="/polls/7/")

    assert response["Location"] == "/accounts/auth/?next=/polls/7/"
    assert told(response) == ["You did not allow us to see who you are at Demo provider."]
    assert not is_signed_in(visitor)


# Forged callbacks ---------------------------------------------------------------


@pytest.mark.parametrize(
    "query",
    [
        "",
        "code=x",
        "state=x",
        "code=x&state=x",
        "code=x&state=x&state=y",
        "code=x&state=" + "x" * 5000,
        "error=access_denied",
        "error=server_error&error_description=%3Cscript%3E",
        "denied=1",
        "partial_token=x&verification_code=y",
    ],
)
def test_a_forged_callback_opens_no_session_and_is_told_in_words(visitor, demo_provider, query):
    response = visitor.get(f"/auth/complete/demo/?{query}")

    assert response.status_code == 302
    assert response["Location"] == "/accounts/auth/"
    assert len(told(response)) == 1
    assert "script" not in told(response)[0]
    assert "sessionid" not in response.cookies
    assert not demo_provider.tokens


@pytest.mark.parametrize("query", ["code=x&state=%00", "error=x%00&state=%FF", "next=%00"])
def test_a_callback_that_cannot_be_read_is_refused(visitor, demo_provider, query):
    assert visitor.get(f"/auth/complete/demo/?{query}").status_code == 400


def test_a_callback_is_bound_to_the_browser_that_began(visitor, begin, demo_provider):
    url = callback(begin(visitor), "dora")

    response = Browser().get(url)

    assert response["Location"] == "/accounts/auth/"
    assert "not begun in this browser" in told(response)[0]
    assert not User.objects.exists()


def test_a_callback_works_once(visitor, begin, demo_provider):
    url = callback(begin(visitor), "dora")
    visitor.get(url)

    response = visitor.get(url)

    assert "not begun in this browser" in told(response)[-1]


def test_a_callback_that_comes_too_late_is_refused(visitor, begin, demo_provider, monkeypatch):
    url = callback(begin(visitor), "dora")
    later = (timezone.now() + timedelta(minutes=31)).timestamp()
    monkeypatch.setattr("social_core.backends.oauth._time", lambda: later)

    assert "too long ago" in told(visitor.get(url))[0]


def test_a_code_is_bound_to_who_began_by_pkce(visitor, begin, demo_provider):
    stolen = parse_qs(urlsplit(callback(begin(Browser()), "dora")).query)["code"][0]
    own = parse_qs(urlsplit(begin(visitor)).query)["state"][0]

    response = visitor.get(f"/auth/complete/demo/?{urlencode({'code': stolen, 'state': own})}")

    assert told(response) == ["Signing in with Demo provider did not work. Try again."]
    assert not is_signed_in(visitor)


def test_two_tabs_do_not_disturb_each_other(visitor, begin, demo_provider):
    first = callback(begin(visitor, next="/polls/1/"), "dora")
    begin(visitor, next="/polls/2/")

    assert visitor.get(first)["Location"] == "/polls/1/"


# The page with the buttons ---------------------------------------------------------


def test_there_is_a_button_and_its_way_out_is_allowed(client, demo_provider, db):
    response = client.get("/accounts/auth/?next=/polls/7/")

    page = response.content.decode()
    assert re.search(r'action="/auth/login/demo/".*?value="/polls/7/"', page, re.DOTALL)
    policy = response["Content-Security-Policy"] + ";"
    assert f"form-action 'self' {demo_provider.url};" in policy


def test_without_a_key_there_is_no_button_and_no_way_out(client, db):
    response = client.get("/accounts/auth/")

    assert "data-providers" not in response.content.decode()
    assert "form-action 'self';" in response["Content-Security-Policy"] + ";"


def test_beginning_allows_this_provider_alone(visitor, demo_provider):
    response = visitor.post("/auth/login/demo/")

    policy = response["Content-Security-Policy"] + ";"
    assert f"form-action 'self' {demo_provider.url};" in policy
    assert "no-store" in response["Cache-Control"]


def test_one_address_can_begin_only_so_often(visitor, begin, demo_provider, settings):
    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"social_start": (2, 300)}
    begin(visitor)
    begin(visitor)

    response = visitor.post("/auth/login/demo/")

    assert response.status_code == 429
    assert int(response["Retry-After"]) > 0
