"""Changes that are harmless end nobody's access."""

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from accounts import credentials
from accounts.models import User
from tests.accounts.test_end_of_access import ME, NEW_PASSWORD
from tests.conftest import PASSWORD


def nothing(alice):
    alice.save()


def edit(alice):
    alice.first_name = "Alice"
    alice.save()


def upgrade_the_hash(alice):
    User._base_manager.filter(pk=alice.pk).update(
        password=make_password(PASSWORD, hasher="pbkdf2_sha256")
    )
    assert Client().login(username="alice", password=PASSWORD)
    alice.refresh_from_db()
    assert alice.password.startswith("argon2$argon2id$v=19$m=19456,t=2,p=1$")


def fail_to_change_the_password(alice):
    browser = Client()
    browser.force_login(alice)
    new = {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    page = browser.post("/accounts/password/change/", {"old_password": "wrong"} | new)
    assert "entered incorrectly" in page.content.decode()
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


@pytest.mark.usefixtures("real_hashes")
@pytest.mark.parametrize("harmless", [nothing, edit, upgrade_the_hash, fail_to_change_the_password])
def test_what_is_harmless_ends_nothing(alice, harmless):
    program = APIClient(headers={"Authorization": f"Token {alice.initial_token.key}"})
    harmless(alice)
    assert program.get(ME).status_code == 200


def test_the_access_of_others_goes_on(alice, bob, api_as):
    credentials.end_access(alice, now=timezone.now())
    assert api_as(bob).get(ME).status_code == 200
