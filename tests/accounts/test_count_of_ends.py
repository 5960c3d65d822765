"""The end of access tells how much has ended, and costs the same however much there is."""

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import credentials
from accounts.models import Token, User
from tests.accounts.test_end_of_access import ME, NEW_PASSWORD


def test_it_tells_how_much_has_ended(alice, browser_as):
    browser_as(alice)
    browser_as(alice)
    Token.objects.create(user=alice)
    ended = credentials.end_access(alice, now=timezone.now())
    assert ended["sessions"] == 2
    assert ended["tokens"] == 2
    again = credentials.end_access(alice, now=timezone.now())
    assert set(again.values()) == {0}


def test_it_costs_the_same_however_much_there_is(alice, bob, django_assert_num_queries):
    with CaptureQueriesContext(connection) as with_one_token:
        credentials.end_access(alice, now=timezone.now())
    for _ in range(20):
        Token.objects.create(user=bob)
    with django_assert_num_queries(len(with_one_token)):
        credentials.end_access(bob, now=timezone.now())


def test_changepassword_on_the_command_line_ends_access(alice, api_as, monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda **prompt: NEW_PASSWORD)
    call_command("changepassword", "alice", verbosity=0)
    assert api_as(alice).get(ME).status_code == 401


def test_a_session_opened_before_a_password_change_elsewhere_is_dead_without_its_row(alice):
    """Django's session hash holds, should a row ever be left behind."""
    browser = Client()
    browser.force_login(alice)
    User._base_manager.filter(pk=alice.pk).update(password=make_password(NEW_PASSWORD))
    assert browser.get(ME).status_code == 401
