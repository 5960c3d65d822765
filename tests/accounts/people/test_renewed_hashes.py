"""A hash is made anew at a sign-in, and nothing ends by that."""

from django.contrib.auth.hashers import make_password

from accounts.models import User
from tests.accounts.people.test_saving import HASH, ME
from tests.conftest import PASSWORD

OLD_HASH = make_password(PASSWORD, hasher="pbkdf2_sha256")


def with_old_hash(alice) -> User:
    User._base_manager.filter(pk=alice.pk).update(password=OLD_HASH)
    return User.objects.get(pk=alice.pk)


def test_a_hash_is_made_anew_and_nothing_ends(alice, api_as):
    user = with_old_hash(alice)
    assert user.check_password(PASSWORD)
    stored = User.objects.get(pk=alice.pk).password
    assert stored == user.password != OLD_HASH
    assert api_as(alice).get(ME).status_code == 200


def test_a_password_that_is_changed_meanwhile_stays_changed(alice, monkeypatch):
    """Django writes the old password's new hash over it."""
    user = with_old_hash(alice)
    User.objects.filter(pk=alice.pk).update(password=HASH)
    assert not user.check_password(PASSWORD)
    assert User.objects.get(pk=alice.pk).password == HASH


def test_of_two_sign_ins_that_renew_it_both_succeed(alice):
    one, two = with_old_hash(alice), with_old_hash(alice)
    assert one.check_password(PASSWORD)
    assert two.check_password(PASSWORD)
    assert one.password == two.password == User.objects.get(pk=alice.pk).password
