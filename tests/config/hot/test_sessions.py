"""A session takes the quick way to read, as far as that way knows its rules."""

from datetime import timedelta

import pytest
from django.contrib.auth.backends import ModelBackend
from django.test import Client
from django.utils import timezone

from accounts.credentials import end_access
from accounts.models import Session
from tests.config.hot.conftest import LIST
from tests.conftest import PASSWORD
from tests.test_schemes import session

HOT = {
    "alone": "{own}",
    "among others": "csrftoken=%s; {own}; language=de; messages=x" % ("a" * 32),
    "twice": "sessionid=nothing; {own}",
    "in quotes": '{name}="{value}"',
}
PLAIN = {
    "no cookie of ours": "language=de",
    "an empty one": "sessionid=",
    "an unknown one": "sessionid=abcdefghijklmnopqrstuvwxyz012345",
    "one that is none": "sessionid",
    "letters that nobody has": "sessionid=\xe9",
    "a blank of Latin-1 behind it": "{own}\xa0",
    "a blank of Latin-1 before its name": "\xa0{own}",
    "a control of Latin-1": "{own}\x85",
    "nothing": "",
    "another after it": "{own}; sessionid=nothing",
}


@pytest.fixture
def browser(alice):
    return session(alice)


@pytest.fixture
def by_cookie(browser):
    return {"HTTP_COOKIE": f"sessionid={browser.cookies['sessionid'].value}"}


@pytest.fixture
def written(browser):
    """Write a header with the session's cookie in it."""

    def write(text):
        value = browser.cookies["sessionid"].value
        return text.format(own=f"sessionid={value}", name="sessionid", value=value)

    return write


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize("cookies", HOT.values(), ids=HOT)
def test_it_reads_as_it_usually_does(site, written, url, path, cookies):
    assert site.compare(url if path == "url" else LIST, HTTP_COOKIE=written(cookies))


@pytest.mark.parametrize("cookies", PLAIN.values(), ids=PLAIN)
def test_the_usual_way_refuses_other_cookies(site, by_cookie, written, url, cookies):
    assert site.compare(url, **by_cookie)
    assert not site.compare(url, HTTP_COOKIE=written(cookies))
    assert site.status(url, HTTP_COOKIE=written(cookies)) == "401"


@pytest.mark.parametrize("csrf", ["", "a", "a" * 64, "-" * 32, "\xe9" * 16, "\xe9" * 32])
def test_the_usual_way_mends_the_cookie_of_csrf(site, by_cookie, written, url, csrf):
    assert site.compare(url, **by_cookie)
    site.times_plain = 0
    headers = {"HTTP_COOKIE": written(f"{{own}}; csrftoken={csrf}")}
    assert site.get(site.application, url, headers)[0] == "200 OK"
    assert site.times_plain == 1


def test_a_header_with_credentials_comes_before_a_cookie(site, by_alice, by_cookie, url):
    assert not site.compare(url, **by_alice | by_cookie)
    assert not site.compare(url, HTTP_AUTHORIZATION="Token nothing", **by_cookie)


def test_a_vote_takes_the_usual_way_which_asks_for_the_csrf_token(booth, by_cookie, ballot):
    assert not booth.compare(ballot, **by_cookie)
    assert booth.status == "403"


# By ``_base_manager``, which ends no access: the row of the session stays and is judged.
ENDS = {
    "ended": lambda alice: Session.objects.all().delete(),
    "expired": lambda alice: Session.objects.update(expire_date=timezone.now()),
    "from the future": lambda alice: Session.objects.update(
        created_at=timezone.now() + timedelta(hours=1)
    ),
    "of an inactive user": lambda alice: type(alice)._base_manager.update(is_active=False),
    "of another password": lambda alice: type(alice)._base_manager.update(password="another"),
    "of another stamp": lambda alice: alice.new_security_stamp(),
    "with all access": lambda alice: end_access(alice, now=timezone.now()),
    "of somebody else's row": lambda alice: Session.objects.update(session_data="x"),
}


@pytest.mark.parametrize("path", ["url", "list"])
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_its_end_is_seen_by_the_next_request(site, alice, by_cookie, url, path, end):
    path = url if path == "url" else LIST
    assert site.compare(path, **by_cookie)
    end(alice)
    assert site.get(site.application, path, by_cookie)[0][:3] == "401"


def test_the_usual_way_renews_a_session_of_an_earlier_secret_key(site, settings, by_cookie, url):
    assert site.compare(url, **by_cookie)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another" * 10
    site.times_plain = 0
    status, headers, _body = site.get(site.application, url, by_cookie)
    assert (status, site.times_plain) == ("200 OK", 1)
    assert "sessionid=" in headers["Set-Cookie"]


def test_a_session_of_another_backend_is_refused(site, settings, by_cookie, url):
    assert site.compare(url, **by_cookie)
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.RemoteUserBackend"]
    assert site.status(url, **by_cookie) == "401"


class Strict(ModelBackend):
    def get_user(self, user_id):
        return None


def test_a_backend_that_finds_people_in_its_own_way_is_asked(site, settings, alice, by_cookie, url):
    settings.AUTHENTICATION_BACKENDS = [*settings.AUTHENTICATION_BACKENDS, f"{__name__}.Strict"]
    assert site.compare(url, **by_cookie)
    browser = Client()
    browser.force_login(alice, backend=f"{__name__}.Strict")
    by_strict = {"HTTP_COOKIE": f"sessionid={browser.cookies['sessionid'].value}"}
    assert site.get(site.application, url, by_strict)[0][:3] == "401"


def test_data_that_cannot_be_read_are_logged_once(site, by_cookie, url, caplog):
    assert site.compare(url, **by_cookie)
    Session.objects.update(session_data="x")
    caplog.clear()
    assert site.get(site.application, url, by_cookie)[0][:3] == "401"
    assert [one.message for one in caplog.records].count("Session data corrupted") == 1


def test_a_cookie_that_only_latin_1_finds_is_not_read(site, ada, by_cookie, written, url):
    hers = session(ada).cookies["sessionid"].value
    both = {"HTTP_COOKIE": written(f"{{own}}; \xa0sessionid={hers}")}
    assert site.compare(url, **by_cookie)
    assert not site.compare(url, **both)


def test_the_row_of_another_person_is_of_no_use(site, alice, ada, by_cookie, url):
    assert site.compare(url, **by_cookie)
    # With the same password and stamp, only the id in the session's data tells.
    type(ada)._base_manager.update(password=alice.password, security_stamp=alice.security_stamp)
    Session.objects.update(user=ada)
    assert not site.compare(url, **by_cookie)


@pytest.mark.parametrize("used", [-timedelta(minutes=5), timedelta(hours=1)], ids=["long", "ahead"])
def test_the_usual_way_moves_its_end_on(site, by_cookie, url, used):
    assert site.compare(url, **by_cookie)
    Session.objects.update(last_used_at=timezone.now() + used)
    site.times_plain = 0
    status, headers, _body = site.get(site.application, url, by_cookie)
    assert (status, site.times_plain) == ("200 OK", 1)
    assert headers["Set-Cookie"].strip().startswith("sessionid=")
    assert abs(timezone.now() - Session.objects.get().last_used_at) < timedelta(minutes=1)


def test_a_session_that_was_opened_with_a_password_is_answered_alike(site, alice, url):
    alice.set_password(PASSWORD)
    alice.save()
    browser = Client()
    browser.post("/accounts/auth/", {"username": "alice", "password": PASSWORD})
    assert site.compare(url, HTTP_COOKIE=f"sessionid={browser.cookies['sessionid'].value}")
