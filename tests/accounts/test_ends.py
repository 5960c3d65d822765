"""The table of ``accounts.ends``, row by row: what each event does to each credential."""

from pathlib import Path

import pytest
from django.test import Client
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from accounts import credentials, ends
from accounts.ends import Event, Fate
from accounts.models import User
from tests.accounts.holdings import ME, NEW, Holdings
from tests.accounts.oauth.conftest import machine, make_access_token, make_client  # noqa: F401
from tests.conftest import PASSWORD

DOCS = Path(__file__).parents[2] / "docs/reference/ends.md"


def password_changed(holdings):
    form = {"old_password": PASSWORD} | NEW
    assert holdings.here.post("/accounts/password/change/", form).status_code == 302


def password_reset(holdings):
    uid = urlsafe_base64_encode(force_bytes(holdings.pk))
    browser = Client()
    form = browser.get(f"/accounts/password/reset/{uid}/{holdings.reset_link}/")["Location"]
    assert browser.post(form, NEW).status_code == 302


def password_disabled(holdings):
    alice = holdings.alice
    alice.set_unusable_password()
    alice.save()


def deactivated(holdings):
    alice = holdings.alice
    alice.is_active = False
    alice.save()
    User._base_manager.update(is_active=True)  # by SQL: what was only refused comes back


def all_ended(holdings):
    assert holdings.here.post("/accounts/credentials/end/").status_code == 302


def email_changed(holdings):
    alice = holdings.alice
    alice.email = "third@example.com"
    alice.save()


def deleted(holdings):
    assert holdings.here.post("/accounts/delete/").status_code == 302


def name_changed(holdings):
    form = {"username": "liddell"}
    assert holdings.here.post("/accounts/username/", form).status_code == 302


HAPPENS = [
    password_changed,
    password_reset,
    password_disabled,
    deactivated,
    all_ended,
    email_changed,
    deleted,
    name_changed,
]


@pytest.fixture
def holdings(alice, make_access_token):  # noqa: F811
    return Holdings(alice, make_access_token)


def test_before_an_event_all_of_it_works(holdings):
    assert [name for name in ends.TABLE if not holdings.is_alive(name)] == []


@pytest.mark.parametrize("happens", HAPPENS)
def test_each_event_ends_what_the_table_says_and_nothing_else(holdings, happens):
    event = Event(happens.__name__)
    happens(holdings)
    alive = {name for name in ends.TABLE if holdings.is_alive(name)}
    assert alive == {name for name in ends.TABLE if ends.fate(name, event) is not Fate.ENDS}


def test_the_table_has_every_event_and_every_kind():
    assert [happens.__name__ for happens in HAPPENS] == [str(event) for event in Event]
    assert {kind.name for kind in credentials.kinds()} <= ends.TABLE.keys()


def test_a_kind_that_the_table_does_not_know_ends_as_tokens_do():
    assert [ends.fate("passkeys", event) for event in Event] == list(ends.TABLE["tokens"])


def test_the_documents_show_this_table():
    events = [str(event).replace("_", " ") for event in Event]
    lines = [f"| credential | {' | '.join(events)} |", "|---" * (len(events) + 1) + "|"]
    lines += [f"| {name} | {' | '.join(fates)} |" for name, fates in ends.TABLE.items()]
    assert "\n".join(lines) in DOCS.read_text()


def test_a_person_has_a_bounded_number_of_sessions(alice, browser_as, settings):
    settings.MAX_SESSIONS = 3
    browsers = [browser_as(alice) for _ in range(5)]
    assert alice.sessions.count() == 3
    statuses = [browser.get(ME).status_code for browser in browsers]
    assert statuses == [401, 401, 200, 200, 200]
