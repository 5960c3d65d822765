"""A person is asked again for more, or after a change."""

import pytest
from oauth2_provider.models import RefreshToken

from tests.accounts.oauth.asking import ask, sent_back

pytestmark = pytest.mark.django_db


def test_what_was_never_allowed_is_not_given_silently(alice, code_client, browser_as):
    answer = sent_back(browser_as(alice).get(ask(code_client, prompt="none")))

    assert answer["error"] == "consent_required"


@pytest.mark.parametrize("changed", [{"scope": "polls:read polls:write"}, {"prompt": "consent"}])
def test_more_is_asked_again(alice, code_client, allowed, browser_as, changed):
    assert browser_as(alice).get(ask(code_client, **changed)).status_code == 200


def test_what_was_revoked_is_asked_again(alice, code_client, allowed, browser_as):
    RefreshToken.objects.get().revoke()

    assert browser_as(alice).get(ask(code_client)).status_code == 200


def test_for_another_person_it_is_asked(bob, code_client, allowed, browser_as):
    assert browser_as(bob).get(ask(code_client)).status_code == 200


def test_right_after_signing_in_it_is_asked(alice, code_client, allowed, browser_as):
    """Browsers hold a redirect after the sign-in form to that page's form-action."""
    response = browser_as(alice).get(
        ask(code_client), headers={"Referer": "http://testserver/accounts/auth/?next=/"}
    )

    assert response.status_code == 200
