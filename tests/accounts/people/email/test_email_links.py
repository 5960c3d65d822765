"""The link to confirm an address ends with what it was asked by."""

import pytest
from django.test import Client
from django.utils import timezone

from accounts import credentials
from accounts.models import User
from tests.accounts.people.email.conftest import ask, confirm
from tests.accounts.people.test_registration import link_in


def test_its_asker_alone_can_confirm_it(bob, browser, browser_as, mailoutbox):
    ask(browser)
    assert confirm(browser_as(bob), mailoutbox[0]).status_code == 410
    bob.refresh_from_db()
    assert bob.email == "bob@example.com"
    signed_out = Client().get(link_in(mailoutbox[0]))
    assert signed_out["Location"].startswith("/accounts/auth/")


def change_the_password(alice):
    alice.set_password("staple horse battery")
    alice.save()


def disable_the_password(alice):
    alice.set_unusable_password()
    alice.save()


def change_the_password_by_queryset(alice):
    User.objects.update(password="another")


def change_the_password_by_sql(alice):
    User._base_manager.update(password="another")


def end_all_access(alice):
    credentials.end_access(alice, now=timezone.now())


def use_it(alice):
    alice.email, alice.email_verified_at = "new@example.com", timezone.now()
    alice.save()


def get_another(alice):
    alice.email = "third@example.com"
    alice.save()


@pytest.mark.parametrize(
    "end",
    [
        change_the_password,
        disable_the_password,
        change_the_password_by_queryset,
        change_the_password_by_sql,
        end_all_access,
        use_it,
        get_another,
    ],
)
def test_the_link_ends(alice, browser, browser_as, mailoutbox, end):
    ask(browser)
    alice = User.objects.get(pk=alice.pk)
    end(alice)
    before = User.objects.get(pk=alice.pk).email

    answer = confirm(browser_as(User.objects.get(pk=alice.pk)), mailoutbox[0])

    assert answer.status_code == 410
    assert User.objects.get(pk=alice.pk).email == before


def test_one_taken_meanwhile_is_refused(alice, bob, browser, mailoutbox):
    ask(browser)
    bob.email = "New@example.com"
    bob.save()
    assert confirm(browser, mailoutbox[0]).status_code == 410
    alice.refresh_from_db()
    assert alice.email == "alice@example.com"
