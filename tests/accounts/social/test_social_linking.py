"""Whose account it is: by the provider's stable id, and by nothing else."""

import pytest
from django.contrib.auth import get_user_model
from social_django.models import UserSocialAuth

from tests.accounts.social.conftest import Browser, told
from tests.conftest import PASSWORD

User = get_user_model()

CONNECT = {"connect": "1", "password": PASSWORD}


@pytest.mark.parametrize(
    ("address", "verified", "signed_in_as", "outcome"),
    [
        # The address is that of Alice, who exists.
        ("alice@example.com", True, None, "told to sign in"),
        ("ALICE@Example.com", True, None, "told to sign in"),
        ("alice@example.com", False, None, "new without address"),
        ("alice@example.com", True, "alice", "connected"),
        ("alice@example.com", False, "alice", "connected"),
        ("alice@example.com", True, "bob", "connected"),  # Bob's, who proved to be Bob
        # Nobody has the address.
        ("new@example.com", True, None, "new with address"),
        ("new@example.com", False, None, "new without address"),
        ("", False, None, "new without address"),
        ("new@example.com", True, "alice", "connected"),
    ],
)
def test_linking(address, verified, signed_in_as, outcome, alice, bob, browser_of, come_back, says):
    says(email=address, email_verified=verified)
    person = {"alice": alice, "bob": bob, None: None}[signed_in_as]
    browser = browser_of(person) if person else Browser()

    response = come_back(browser, "dora", **(CONNECT if person else {}))

    new = User.objects.exclude(pk__in=[alice.pk, bob.pk]).first()
    owner = getattr(UserSocialAuth.objects.first(), "user", None)
    if outcome == "told to sign in":
        assert (new, owner) == (None, None)
        assert "There is already an account with your email address" in told(response)[0]
        assert "_auth_user_id" not in browser.session
    elif outcome == "connected":
        assert (new, owner) == (None, person)
        assert response["Location"] == "/accounts/credentials/"
    else:
        assert owner == new
        assert new.email == (address if outcome == "new with address" else "")
    for existing, email in ((alice, "alice@example.com"), (bob, "bob@example.com")):
        existing.refresh_from_db()
        assert existing.email == email


def test_a_user_name_ties_nothing(make_user, visitor, come_back):
    existing = make_user("Dora")

    come_back(visitor, "dora")

    assert not existing.social_auth.exists()
    assert User.objects.get(social_auth__uid="dora").username == "dora2"


def test_another_id_with_the_same_names_is_another_person(visitor, come_back, says):
    come_back(visitor, "dora")
    says(email="", email_verified=False)

    come_back(Browser(), "dora2")

    assert User.objects.count() == 1  # dora2 says Dora's address, verified: refused


def test_who_signs_in_elsewhere_is_not_connected_by_the_way(alice, come_back, browser_of):
    """The button on the sign-in page signs in, whoever sat there before."""
    browser = browser_of(alice)

    come_back(browser, "dora")

    assert not alice.social_auth.exists()
    assert browser.session["_auth_user_id"] == str(User.objects.get(username="dora").pk)
