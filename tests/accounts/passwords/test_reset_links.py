"""The token of a reset link is nowhere in the database, not even between link and form."""

import json

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts.models import Session
from accounts.passwords.guessing import SIGNED_IN, is_known
from accounts.passwords.links import reset_links
from accounts.second_factor import totp
from accounts.second_factor.models import AuthenticatorApp
from tests.accounts.second_factor.conftest import SECRET

NEW = {"new_password1": "staple horse battery", "new_password2": "staple horse battery"}


@pytest.fixture
def token(ada):
    return reset_links.make_token(ada)


@pytest.fixture
def link(ada, token):
    uid = urlsafe_base64_encode(force_bytes(ada.pk))
    return f"/accounts/password/reset/{uid}/{token}/"


def every_value() -> str:
    """All that the database holds, sessions decoded, as one text."""
    found = [json.dumps(row.get_decoded()) for row in Session.objects.all()]
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found += map(str, cursor.fetchall())
    return "\n".join(found)


@pytest.mark.parametrize("signed_in", [False, True])
def test_an_opened_link_leaves_no_token_in_the_database(ada, alice, link, token, signed_in):
    browser = Client()
    if signed_in:
        browser.force_login(alice)
    page = browser.get(link, follow=True)

    assert page.context["validlink"] is True
    assert alice.password in every_value()  # it looks where passwords are
    assert token not in every_value()


def test_the_form_works_in_the_browser_that_opened_the_link_and_in_no_other(ada, link):
    browser = Client()
    form = browser.get(link)["Location"]

    assert Client().get(form).context["validlink"] is False
    assert browser.post(form, NEW)["Location"] == "/accounts/password/reset/done/"
    ada.refresh_from_db()
    assert ada.check_password(NEW["new_password1"])


def test_the_cookie_is_short_lived_out_of_reach_of_scripts_and_ends_with_use(ada, link, settings):
    browser = Client()
    cookie = browser.get(link).cookies["password_reset"]

    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert cookie["max-age"] == settings.PASSWORD_RESET_TIMEOUT
    form = link.replace(link.split("/")[-2], "set-password")
    assert browser.post(form, NEW).cookies["password_reset"]["max-age"] == 0


def test_a_link_that_was_changed_sets_no_cookie(ada, link):
    answer = Client().get(link[:-2] + "x/")

    assert answer.context["validlink"] is False
    assert "password_reset" not in answer.cookies


@pytest.mark.parametrize("has_factor", [False, True])
@pytest.mark.parametrize("by", ["page", "program"])
def test_a_reset_makes_the_browser_known_and_for_no_codes(ada, token, has_factor, by):
    if has_factor:
        AuthenticatorApp.objects.create(user=ada, secret=totp.seal(SECRET, user=ada))
    browser, uid = Client(), urlsafe_base64_encode(force_bytes(ada.pk))
    if by == "page":
        form = browser.get(f"/accounts/password/reset/{uid}/{token}/")["Location"]
        assert browser.post(form, NEW).status_code == 302
    else:
        body = {"uid": uid, "token": token, "new_password": NEW["new_password1"]}
        done = browser.post("/accounts/api/password/reset/confirm", body, "application/json")
        assert done.status_code == 200
    request = RequestFactory().get("/")
    request.COOKIES = {"known_browser": browser.cookies["known_browser"].value}
    assert is_known(request, "ada")
    assert is_known(request, "ada", by=[SIGNED_IN]) is not has_factor
