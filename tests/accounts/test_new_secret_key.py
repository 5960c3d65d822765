"""A changed ``SECRET_KEY`` signs nobody out while the old one is in ``SECRET_KEY_FALLBACKS``."""

from datetime import timedelta

import pytest
from django.conf import settings as site
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone

from accounts.models import User
from accounts.passwords import guessing
from accounts.passwords.links import reset_links
from accounts.people.email import rules as email
from accounts.people.registration import rules as registration
from accounts.second_factor import factors, pending
from accounts.second_factor.models import AuthenticatorApp
from tests.accounts.second_factor.conftest import code, factor  # noqa: F401
from tests.conftest import PASSWORD

NEW = "another-key-that-is-long-enough-for-every-check-0123456789"


class Held:
    """Alice's credentials of the old key; ``works`` tries each."""

    def __init__(self, alice):
        self.browser = Client()
        self.browser.post("/accounts/login/", {"username": "alice", "password": PASSWORD})
        response = HttpResponse()
        pending.keep(response, alice, "/", by=[])
        guessing.remember_browser(response, RequestFactory().get("/"), alice)
        self.cookies = {name: morsel.value for name, morsel in response.cookies.items()}
        self.reset = reset_links.make_token(alice)
        self.email = email.ask(alice, "new@example.com")
        now = timezone.now()
        self.registration = registration.ask(username="erik", email="e@example.com", now=now)

    @property
    def works(self):
        alice, request = User.objects.get(username="alice"), RequestFactory().get("/")
        request.COOKIES = self.cookies
        return {
            "session": self.browser.get("/accounts/api/me").status_code == 200,
            "reset link": reset_links.check_token(alice, self.reset),
            "email link": email.find(alice, self.email) is not None,
            "registration link": registration.find(self.registration) is not None,
            "known browser": guessing.is_known(request, "alice"),
            "second step": pending.read(request) is not None,
        }


@pytest.mark.parametrize("is_kept", [True, False])
def test_what_the_old_key_signed_works_while_it_is_kept(alice, settings, is_kept):
    alice = User.objects.get(pk=alice.pk)
    held = Held(alice)
    settings.SECRET_KEY_FALLBACKS = [site.SECRET_KEY] if is_kept else []
    settings.SECRET_KEY = NEW
    assert set(held.works.values()) == {is_kept}, held.works


def test_a_session_goes_on_under_the_new_key(alice, settings):
    held = Held(User.objects.get(pk=alice.pk))
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [site.SECRET_KEY], NEW
    assert held.works["session"]
    settings.SECRET_KEY_FALLBACKS = []
    assert held.works["session"]


@pytest.mark.usefixtures("factor")
def test_the_next_code_seals_the_secret_of_an_app_by_the_new_key(alice, settings):
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [site.SECRET_KEY], NEW
    before = AuthenticatorApp.objects.get().secret
    assert factors.take(alice, code(), now=timezone.now())
    assert AuthenticatorApp.objects.get().secret != before
    settings.SECRET_KEY_FALLBACKS = []
    later = timezone.now() + timedelta(seconds=30)
    assert factors.take(alice, code(steps=1), now=later)


@pytest.mark.usefixtures("factor")
def test_without_the_old_key_no_code_of_an_app_fits(alice, settings):
    settings.SECRET_KEY = NEW
    assert not factors.take(alice, code(), now=timezone.now())
