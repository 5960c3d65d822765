"""A question to a passkey is answered once, in its own browser, and soon."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from webauthn.helpers import bytes_to_base64url as b64

from accounts.second_factor import challenges
from accounts.second_factor.models import SpentChallenge
from tests.accounts.second_factor.passkeys import JSON, PAGES


def test_asking_writes_nothing(db):
    with CaptureQueriesContext(connection) as queries:
        answer = Client().post(f"{PAGES}/sign-in/options/", {}, JSON)
    assert answer.status_code == 200
    assert list(queries) == []
    cookie = answer.cookies["passkey_challenges"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_tabs_of_one_browser_ask_at_the_same_time_and_so_many_are_kept(device):
    browser = Client()
    asked = [browser.post(f"{PAGES}/sign-in/options/", {}, JSON).json() for _ in range(6)]
    statuses = [
        browser.post(f"{PAGES}/sign-in/", {"credential": device.get(one)}, JSON).status_code
        for one in asked
    ]
    assert statuses == [400, *[200] * 5]


@pytest.mark.parametrize(("minutes", "is_found"), [(9, True), (10, False), (-2, False)])
def test_a_question_waits_for_ten_minutes(device, rf, minutes, is_found):
    challenge, response = challenges.make(), HttpResponse()
    challenges.keep(response, rf.get("/"), challenge)
    request = rf.get("/")
    request.COOKIES = {name: morsel.value for name, morsel in response.cookies.items()}
    answer = device.get({"challenge": b64(challenge)})
    now = timezone.now() + timedelta(minutes=minutes)
    assert (challenges.find(request, answer, now=now) is not None) is is_found


def test_what_was_answered_is_remembered_for_as_long_as_it_could_be_sent_again(db):
    now, challenge = timezone.now(), challenges.make()
    assert challenges.spend(challenge, now=now)
    assert not challenges.spend(challenge, now=now + challenges.LIFETIME)
    challenges.spend(challenges.make(), now=now + 3 * challenges.LIFETIME)
    assert SpentChallenge.objects.count() == 1


def test_a_cookie_that_nobody_signed_brings_no_question(device):
    browser = Client()
    browser.cookies["passkey_challenges"] = b64(b'[["AA", "2026-01-01T00:00:00+00:00"]]')
    answer = {"credential": device.get({"challenge": "AA"})}
    assert browser.post(f"{PAGES}/sign-in/", answer, JSON).status_code == 400


def test_an_answer_works_once_and_in_its_own_browser(device):
    browser = Client()
    options = browser.post(f"{PAGES}/sign-in/options/", {}, JSON).json()
    answer = {"credential": device.get(options)}
    stranger = Client()
    stranger.post(f"{PAGES}/sign-in/options/", {}, JSON)
    assert stranger.post(f"{PAGES}/sign-in/", answer, JSON).status_code == 400
    copy = Client()
    copy.cookies.update(browser.cookies)
    assert browser.post(f"{PAGES}/sign-in/", answer, JSON).status_code == 200
    for client in (browser, copy):
        assert client.post(f"{PAGES}/sign-in/", answer, JSON).status_code == 400
    empty = {"credential": device.get({"challenge": ""})}
    assert Client().post(f"{PAGES}/sign-in/", empty, JSON).status_code == 400


def test_nobody_asks_for_as_many_challenges_as_they_like(db, settings):
    settings.ATTEMPT_LIMITS = {"passkey_start": (2, 300)}
    statuses = [Client().post(f"{PAGES}/sign-in/options/", {}, JSON) for _ in range(3)]
    assert [answer.status_code for answer in statuses] == [200, 200, 429]
