"""A person has so many live tokens and no more; signing in again never locks a script out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Token
from tests.conftest import PASSWORD

TOKENS = "/accounts/api/tokens"
SIGN_IN = "/accounts/get_auth_token"
ALICE = {"username": "alice", "password": PASSWORD}
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


def test_a_script_that_signs_in_each_time_it_runs_never_locks_itself_out(alice, api, caplog):
    fill(alice, "script", "get_auth_token")
    by_sign_in = alice.tokens.filter(name="get_auth_token", revoked_at=None).order_by("created")
    oldest = by_sign_in.first()
    for _ in range(3):
        assert api.post(SIGN_IN, ALICE).status_code == 200
    assert live(alice) == LIMIT
    oldest.refresh_from_db()
    assert oldest.revoked_at
    assert not alice.tokens.exclude(revoked_at=None).exclude(name="get_auth_token").exists()
    assert "token makes room" in caplog.text


def test_someone_who_named_all_of_theirs_still_signs_in(alice, api):
    fill(alice, "script")
    for _ in range(3):
        assert api.post(SIGN_IN, ALICE).status_code == 200
    assert live(alice) == LIMIT + 1
    assert alice.tokens.filter(name="script", revoked_at=None).count() == LIMIT - 1


def test_what_was_made_with_a_token_ends_when_it_makes_room(alice, api, settings):
    settings.MAX_TOKENS = 2
    parent = Token.objects.create(user=alice, name="get_auth_token")
    child = Token.objects.create(user=alice, name="child", parent=parent)
    assert api.post(SIGN_IN, ALICE).status_code == 200
    child.refresh_from_db()
    assert child.revoked_at


def test_the_limit_is_a_setting(alice, api_as, settings):
    settings.MAX_TOKENS = 1
    assert api_as(alice).post(TOKENS, {"name": "x"}).status_code == 409
