"""A sign-in with a provider begins by a button, for this provider alone."""

import re

import pytest
from django.contrib.auth import get_user_model

User = get_user_model()


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
