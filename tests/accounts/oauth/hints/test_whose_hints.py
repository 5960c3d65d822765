"""A hint is for its application, whoever else is in its audience and whichever key signed it."""

import pytest

from tests.accounts.oauth.asking import ask, sent_back

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("audience", [["other", "{id}"], ["{id}"]])
def test_an_audience_of_several_holds_the_application(
    alice, allowed, client_of_people, browser_as, hint_of, audience
):
    audience = [entry.format(id=client_of_people.id) for entry in audience]
    url = ask(
        client_of_people, scope="openid", prompt="none", id_token_hint=hint_of(alice, aud=audience)
    )

    assert sent_back(browser_as(alice).get(url))["code"]


def test_a_hint_that_a_former_key_signed_is_good(
    alice, allowed, client_of_people, browser_as, hint_of, old_key
):
    hint = hint_of(alice, signed_by=old_key)
    url = ask(client_of_people, scope="openid", prompt="none", id_token_hint=hint)

    assert sent_back(browser_as(alice).get(url))["code"]


def test_a_hint_is_measured_without_openid_too(
    alice, bob, code_client, browser_as, api, oidc, client_of_people, hint_of
):
    hint = hint_of(alice, aud=code_client.id)

    answer = sent_back(browser_as(bob).get(ask(code_client, prompt="none", id_token_hint=hint)))

    assert answer["error"] == "login_required"
