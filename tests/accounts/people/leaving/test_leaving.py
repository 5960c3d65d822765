"""Somebody who leaves loses their access and their name; what others see stays."""

import pytest
from django.test import Client
from django.utils import timezone
from social_django.models import UserSocialAuth

from accounts import mail, names
from accounts.models import User
from accounts.people import leaving
from accounts.trail.models import Entry
from tests.accounts.people.leaving.conftest import ME, PAGE, sign_in
from tests.conftest import PASSWORD


def test_the_page_says_what_ends_and_what_stays_and_get_changes_nothing(alice):
    page = sign_in(alice).get(PAGE).content.decode()
    assert "signed out everywhere" in page
    assert "Your votes stay counted" in page
    assert User.objects.filter(username="alice", is_active=True).exists()


@pytest.mark.parametrize(
    ("leave", "status"),
    [(lambda browser: browser.post(PAGE), 302), (lambda browser: browser.delete(ME), 204)],
)
def test_the_row_stays_without_name_address_rights_or_way_in(
    alice, mailoutbox, leave, status, django_capture_on_commit_callbacks
):
    alice.first_name, alice.last_name, alice.is_staff = "Alice", "Liddell", True
    alice.save()
    UserSocialAuth.objects.create(user=alice, provider="demo", uid="dora")
    browser = sign_in(alice)
    with django_capture_on_commit_callbacks(execute=True):
        assert leave(browser).status_code == status
    mail._sender.submit(lambda: None).result()

    row = User.objects.get(pk=alice.pk)
    assert row.username.startswith("former-member-")
    assert row.username_key == names.username_key(row.username)
    assert (row.first_name, row.last_name, row.email, row.email_key) == ("", "", "", "")
    assert (row.is_active, row.is_staff, row.has_usable_password()) == (False, False, False)
    assert not UserSocialAuth.objects.exists()
    assert browser.get(ME).status_code == 401
    refused = Client().post("/accounts/login/", {"username": "alice", "password": PASSWORD})
    assert refused.status_code == 200
    assert "Your account was deleted" in [message.subject for message in mailoutbox]
    assert Entry.objects.filter(event="deleted", user_id=alice.pk).count() == 1
    assert not Entry.objects.filter(event="deactivated").exists()


def test_who_has_no_password_and_one_account_elsewhere_leaves_too(alice):
    browser = sign_in(alice)
    UserSocialAuth.objects.create(user=alice, provider="demo", uid="dora")
    User._base_manager.filter(pk=alice.pk).update(password="!")
    leaving.delete(User.objects.get(pk=alice.pk), now=timezone.now())
    assert browser.get(ME).status_code == 401
    assert not UserSocialAuth.objects.exists()
