"""A sign-in issues a token only to the person whose password was looked at, as they are now."""

import pytest
from django.utils import timezone

from accounts.ends import AccessEnded
from accounts.models import Token, User
from accounts.tokens import issuing

MEANWHILE = {
    "another password": {"password": "another"},
    "all access ended": {"security_stamp": "another"},
    "inactive": {"is_active": False},
}


@pytest.mark.parametrize("changes", MEANWHILE.values(), ids=MEANWHILE)
def test_no_token_is_issued_to_who_changed_meanwhile(alice, changes):
    User._base_manager.filter(pk=alice.pk).update(**changes)
    with pytest.raises(AccessEnded):
        issuing.issue_at_sign_in(alice, now=timezone.now())
    assert not Token.objects.filter(user=alice).exclude(pk=alice.initial_token.pk).exists()
    assert User.objects.get(pk=alice.pk).last_login is None
    assert alice.last_login is None


def test_no_token_is_issued_to_who_left_meanwhile(alice):
    stale = User.objects.get(pk=alice.pk)
    alice.delete()
    with pytest.raises(AccessEnded):
        issuing.issue_at_sign_in(stale, now=timezone.now())


def test_a_change_of_something_else_does_not_matter(alice):
    User._base_manager.filter(pk=alice.pk).update(time_zone="Europe/Berlin")
    now = timezone.now()
    assert issuing.issue_at_sign_in(alice, now=now).user == alice
    assert User.objects.get(pk=alice.pk).last_login == alice.last_login == now
