"""A new key or secret is shown on one page, once, in the browser of whoever made it."""

import re

import pytest
from django.contrib.auth.hashers import check_password
from django.test import Client
from django.utils import timezone
from oauth2_provider.models import Application

from accounts.digests import digest
from accounts.models import Token, User
from tests.admin.attacks import SET, app_form, change_form, save
from tests.admin.conftest import url_of


@pytest.fixture
def admin(ada, browser_as):
    return browser_as(ada)


def add_token(admin, user, **more):
    return admin.post(url_of(Token, "add"), {"user": user.pk, "name": "x"} | more)


def key_in(page):
    found = re.search(r"dar_\w{38}", page.content.decode())
    return found and found[0]


def test_the_form_leads_to_the_page_and_reloading_it_makes_no_other(admin, alice):
    answer = add_token(admin, alice)
    page = admin.get(answer["Location"])

    assert (answer.status_code, page.status_code) == (302, 200)
    assert "no-store" in page["Cache-Control"]
    assert key_in(page)
    again = admin.get(answer["Location"])
    assert key_in(again) is None
    assert "it has been shown" in again.content.decode()
    assert Token.objects.filter(user=alice).count() == 2


def test_the_cookie_does_not_tell_the_key_and_opens_for_nobody_else(admin, alice, make_user):
    answer = add_token(admin, alice)
    cookie = answer.cookies["handover"]
    assert "dar_" not in cookie.value
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Strict", 60)

    other = Client()
    other.force_login(make_user("grace", is_staff=True, is_superuser=True))
    other.cookies["handover"] = cookie.value
    assert key_in(other.get(answer["Location"])) is None


@pytest.mark.parametrize("page", ["elsewhere", "changed", "old"])
def test_it_opens_on_its_page_only_unchanged_and_for_a_minute(admin, alice, page, monkeypatch):
    where = add_token(admin, alice)["Location"]
    if page == "elsewhere":
        where = url_of(Token, alice.initial_token.pk, "shown")
    elif page == "changed":
        admin.cookies["handover"] = admin.cookies["handover"].value[:-4] + "AAAA"
    else:
        monkeypatch.setattr("accounts.handover.LIFETIME", -1)

    assert key_in(admin.get(where)) is None


@pytest.mark.parametrize("model", [User, Token])
def test_adding_in_a_pop_up_shows_the_key_and_then_closes_it(admin, alice, model):
    forms = {User: {"username": "dora", **SET}, Token: {"user": alice.pk, "name": "x"}}
    page = admin.post(url_of(model, "add"), forms[model] | {"_popup": "1"}, follow=True)

    assert key_in(page)
    closing = admin.get(page.request["PATH_INFO"], {"_popup": "1", "done": "1"})
    made = model.objects.latest("pk")
    assert "popup_response.js" in closing.content.decode()
    assert f"&quot;{made.pk}&quot;" in closing.content.decode()


def test_two_who_add_at_once_see_each_their_own_secret(admin, make_user, browser_as, held):
    other = browser_as(make_user("grace", is_staff=True, is_superuser=True))
    pages = []
    for browser, name in [(admin, "first"), (other, "second")]:
        form = app_form(held.application, name=name, client_id=name, client_secret=name * 8)
        pages.append((browser, browser.post(url_of(Application, "add"), form)["Location"], name))

    for browser, page, name in pages:
        shown = browser.get(page).content.decode()
        assert name * 8 in shown
        assert check_password(name * 8, Application.objects.get(client_id=name).client_secret)


@pytest.fixture
def held(alice, belongings):
    return belongings(alice)


@pytest.mark.parametrize("length", [42, 8, 20, 6])
def test_a_token_is_found_by_the_key_that_its_user_has(admin, alice, bob, length):
    page = admin.get(url_of(Token), {"q": alice.initial_token.key[:length]})

    assert [token.user for token in page.context["cl"].result_list] == [alice]
    assert "first 8 characters" in page.content.decode()


def test_a_key_that_was_taken_over_is_found_too(admin, alice):
    alice.initial_token.digest = digest("f" * 40)
    alice.initial_token.save()

    assert admin.get(url_of(Token), {"q": "f" * 40}).context["cl"].result_count == 1


def test_a_persons_page_counts_what_can_act_as_them_and_leads_there(admin, alice, held):
    page = admin.get(url_of(User, alice.pk, "change")).content.decode()

    for name in ("accounts/token", "accounts/session", "oauth2_provider/accesstoken"):
        link = f"/admin/{name}/?user__id__exact={alice.pk}"
        assert link in page
        assert admin.get(link).context["cl"].result_count == 1


def test_an_address_that_staff_changed_is_not_confirmed(admin, alice):
    User.objects.filter(pk=alice.pk).update(email_verified_at=timezone.now())
    save(admin, alice, change_form(alice, email="new@example.com"))

    alice.refresh_from_db()
    assert (alice.email, alice.email_verified_at) == ("new@example.com", None)


def test_ones_own_password_is_changed_where_the_current_one_is_asked_for(admin, ada):
    for page in [url_of(User, ada.pk, "password"), "/admin/password_change/"]:
        assert admin.post(page, SET)["Location"] == "/accounts/password/change/"


def test_the_index_says_what_the_apps_hold(admin):
    page = admin.get("/admin/").content.decode()

    assert "OAuth2" in page
    assert "Social sign-in" in page
    for gone in ("Django OAuth Toolkit", "Python Social Auth", "Nonces", "Associations"):
        assert gone not in page
