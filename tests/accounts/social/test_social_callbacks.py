"""A callback is taken once, in the browser that began, and soon."""

from datetime import timedelta
from urllib.parse import parse_qs, urlencode, urlsplit

from django.contrib.auth import get_user_model
from django.utils import timezone

from tests.accounts.social.conftest import Browser, callback, told
from tests.accounts.social.test_social_sign_in import is_signed_in

User = get_user_model()


def test_one_who_cancels_is_told_so_and_may_try_again(visitor, come_back):
    response = come_back(visitor, "", next="/polls/7/")

    assert response["Location"] == "/accounts/auth/?next=/polls/7/"
    assert told(response) == ["You did not allow us to see who you are at Demo provider."]
    assert not is_signed_in(visitor)


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
