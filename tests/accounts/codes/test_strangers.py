"""A stranger learns nothing from codes and sends few mails."""

import logging

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.client import MULTIPART_CONTENT
from django.test.utils import CaptureQueriesContext

from tests.accounts.codes.conftest import ASK, CONFIRM, EMAIL, ask, by_json
from tests.accounts.second_factor.conftest import factor  # noqa: F401


def observe(act):
    with CaptureQueriesContext(connection) as queries:
        answer = act()
    said = answer.json() if "json" in answer["Content-Type"] else answer.get("Location", "")
    return answer.status_code, said, [query["sql"].split()[0] for query in queries]


@pytest.mark.parametrize("kind", [MULTIPART_CONTENT, "application/json"])
def test_asking_and_guessing_look_the_same_whoever_exists(alice, make_user, kind):
    make_user("ghost", email="ghost@example.com", is_active=False)

    def seen(email):
        browser = Client()
        asked = observe(lambda: browser.post(ASK, {"email": email}, kind))
        return asked, observe(lambda: browser.post(CONFIRM, {"code": "1"}, kind))

    assert seen(EMAIL) == seen("nobody@example.com") == seen("ghost@example.com")


@pytest.mark.parametrize("email", [EMAIL, "nobody@example.com"])
def test_few_mails_go_to_one_address_from_one(alice, browser, email):
    for _ in range(3):
        ask(browser, email)
        assert browser.asked.status_code == 302
    ask(browser, email)
    assert browser.asked.status_code == 429
    assert "Retry-After" in browser.asked


def test_strangers_who_ask_keep_the_owner_from_no_code(alice, known, settings):
    settings.ATTEMPT_LIMITS = {"mailbox": (2, 1800)}
    code = ask(known)
    for number in range(4):
        ask(Client(REMOTE_ADDR=f"192.0.2.{number}"))
    assert not mail.outbox  # the mailbox has had enough
    assert by_json(known, code) == "in"  # no stranger ended it
    known.post("/accounts/logout/")
    assert by_json(known, ask(known)) == "in"


def test_no_code_is_logged(alice, browser, caplog):
    with caplog.at_level(logging.DEBUG):
        code = ask(browser)
        by_json(browser, code)
    assert caplog.records
    assert code not in caplog.text
    assert f"{code[:4]} {code[4:]}" not in caplog.text
