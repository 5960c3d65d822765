"""A person has so many live tokens and no more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Token

TOKENS = "/accounts/api/tokens"
LIMIT = 50


def fill(user, *names: str) -> None:
    """Give ``user`` tokens until they have as many as they can; ``names`` repeat."""
    for number in range(LIMIT - user.tokens.count()):
        Token.objects.create(user=user, name=names[number % len(names)])


def live(user) -> int:
    return Token.objects.live(now=timezone.now()).filter(user=user).count()


def test_the_51st_token_is_refused_in_words(alice, api_as):
    fill(alice, "script")
    answer = api_as(alice).post(TOKENS, {"name": "one more"})
    assert answer.status_code == 409
    assert answer.json() == {
        "detail": "You have 50 live tokens, and nobody can have more. "
        "Revoke one that you no longer need, then try again.",
        "code": "too_many_tokens",
    }
    assert live(alice) == LIMIT


def test_after_one_is_revoked_there_is_room(alice, api_as):
    fill(alice, "script")
    spare = alice.tokens.filter(name="script").first()
    assert api_as(alice).delete(f"{TOKENS}/{spare.pk}").status_code == 204
    assert api_as(alice).post(TOKENS, {"name": "one more"}).status_code == 201
    assert api_as(alice).post(TOKENS, {"name": "one more"}).status_code == 409


@pytest.mark.parametrize(
    "end",
    [
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"created": timezone.now() - timedelta(days=15)},
    ],
)
def test_dead_tokens_take_no_room(alice, api_as, end):
    fill(alice, "script")
    Token.objects.filter(name="script").update(**end)
    assert api_as(alice).post(TOKENS, {"name": "one more"}).status_code == 201


def test_the_tokens_of_others_take_no_room(alice, bob, api_as):
    fill(bob, "script")
    assert api_as(alice).post(TOKENS, {"name": "mine"}).status_code == 201


def test_the_page_says_it_above_the_form(alice, browser_as):
    fill(alice, "script")
    page = browser_as(alice).post("/accounts/credentials/tokens/", {"name": "one more"})
    assert "You have 50 live tokens" in page.content.decode()
    assert live(alice) == LIMIT


def test_the_admin_says_it_above_the_form(alice, ada, browser_as):
    fill(alice, "script")
    page = browser_as(ada).post("/admin/accounts/token/add/", {"user": alice.pk, "name": "x"})
    assert "You have 50 live tokens" in page.content.decode()
    assert live(alice) == LIMIT


def test_the_list_shows_them_all_at_once(alice, api_as):
    fill(alice, "script")
    assert len(api_as(alice).get(TOKENS).json()) == LIMIT


def test_the_limit_is_a_setting(alice, api_as, settings):
    settings.MAX_TOKENS = 1
    assert api_as(alice).post(TOKENS, {"name": "x"}).status_code == 409
