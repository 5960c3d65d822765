"""A person leaves in a fresh session, unless they are the last superuser."""

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.ends import AccessEnded
from accounts.models import User
from accounts.people import leaving
from tests.accounts.people.leaving.conftest import ME, PAGE, sign_in


def test_a_stale_session_is_asked_again(stale):
    assert stale.post(PAGE)["Location"].startswith("/accounts/confirm-access/")
    refused = stale.delete(ME)
    assert (refused.status_code, refused.json()["code"]) == (403, "reauthentication_required")
    assert User.objects.filter(username="alice").exists()


def test_no_token_deletes(alice, make_access_token):
    make_access_token(alice, scope="profile polls:write")
    keys = {f"Token {alice.initial_token.key}": "reauthentication_required"}
    for header, code in (keys | {"Bearer an-access-token": "insufficient_scope"}).items():
        refused = APIClient(headers={"Authorization": header}).delete(ME)
        assert (refused.status_code, refused.json()["code"]) == (403, code)
    assert User.objects.filter(username="alice").exists()


@pytest.mark.parametrize(
    ("where", "body"), [(f"{ME}?all=1", None), (ME, {"sure": True}), (ME, [1])]
)
def test_what_means_nothing_is_refused(alice, where, body):
    assert sign_in(alice).delete(where, body, format="json").status_code == 400
    assert User.objects.filter(username="alice").exists()


def test_the_last_superuser_stays(alice, bob):
    User._base_manager.filter(pk__in=[alice.pk, bob.pk]).update(is_superuser=True)
    User._base_manager.filter(pk=bob.pk).update(is_active=False)  # manages nothing
    browser = sign_in(alice)
    page = browser.post(PAGE)
    assert page.status_code == 409
    assert "last superuser" in page.content.decode()
    assert browser.delete(ME).json()["code"] == "last_superuser"
    User._base_manager.filter(pk=bob.pk).update(is_active=True)
    assert browser.delete(ME).status_code == 204


def test_access_that_ended_meanwhile_deletes_nothing(alice):
    looked_at = User.objects.get(pk=alice.pk)
    User.objects.get(pk=alice.pk).new_security_stamp()
    with pytest.raises(AccessEnded):
        leaving.delete(looked_at, now=timezone.now())
