"""An address is taken if the provider verified it."""

import pytest
from django.contrib.auth import get_user_model

from tests.accounts.social.providers.recorded import BY_NAME, answer, come_back

User = get_user_model()


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_the_provider_did_not_verify_is_left_out(visitor, begin, mocked, verified):
    google = BY_NAME["Google"]
    answer(mocked, google.token)
    answer(mocked, google.profile[0], google.profile[0][2] | {"email_verified": verified})

    come_back(google, visitor, begin)

    assert User.objects.get().email == ""


@pytest.mark.parametrize(
    "emails",
    [
        [],
        [{"email": "ada@example.com", "primary": True, "verified": False}],
        [{"email": "ada@example.com", "primary": False, "verified": True}],
    ],
)
def test_github_needs_a_primary_address_that_is_verified(visitor, begin, mocked, emails):
    github = BY_NAME["GitHub"]
    answer(mocked, github.token)
    answer(mocked, github.profile[0], github.profile[0][2] | {"email": "shown@example.com"})
    answer(mocked, github.profile[1], emails)

    come_back(github, visitor, begin)

    assert User.objects.get().email == ""


def test_github_without_leave_to_see_addresses_tells_none(visitor, begin, mocked):
    github = BY_NAME["GitHub"]
    answer(mocked, github.token)
    answer(mocked, github.profile[0], github.profile[0][2] | {"email": "shown@example.com"})
    answer(mocked, github.profile[1], {"message": "Not Found"}, status=404)

    come_back(github, visitor, begin)

    assert User.objects.get().email == ""


@pytest.mark.parametrize("email", ["", "ada", "a@b\0.example", f"{'x' * 250}@example.com"])
def test_an_address_that_is_none_is_left_out(visitor, begin, mocked, email):
    google = BY_NAME["Google"]
    answer(mocked, google.token)
    answer(mocked, google.profile[0], google.profile[0][2] | {"email": email})

    come_back(google, visitor, begin)

    assert User.objects.get().email == ""
