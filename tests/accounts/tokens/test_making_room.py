"""A script that signs in each time it runs makes room for its next token."""

from accounts.models import Token
from tests.accounts.tokens.test_limit import LIMIT, fill, live
from tests.conftest import PASSWORD

SIGN_IN = "/accounts/get_auth_token"
ALICE = {"username": "alice", "password": PASSWORD}


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
    children = [
        Token.objects.create(user=alice, name=name, parent=parent) for name in ("one", "other")
    ]
    grandchild = Token.objects.create(user=alice, name="grandchild", parent=children[0])
    assert api.post(SIGN_IN, ALICE).status_code == 200
    for token in (*children, grandchild):
        token.refresh_from_db()
        assert token.revoked_at


def test_to_make_room_takes_four_statements(alice, api, django_assert_num_queries):
    savepoint = 2  # of the test's transaction: a site has none
    with django_assert_num_queries(6 + savepoint):
        api.post(SIGN_IN, ALICE)
    fill(alice, "script", "get_auth_token")
    # Find the oldest, end it, tell of it, look for what it made.
    with django_assert_num_queries(6 + savepoint + 4):
        api.post(SIGN_IN, ALICE)
