from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.digests import digest
from accounts.models import Token

TOKENS = "/accounts/api/tokens"


def test_a_made_token_shows_its_key_once(alice, api_as):
    made = api_as(alice).post(TOKENS, {"name": "laptop"})
    assert made.status_code == 201
    assert "no-store" in made["Cache-Control"]
    key = made.json()["key"]
    assert Token.objects.get(digest=digest(key)).name == "laptop"

    listed = api_as(alice).get(TOKENS)
    assert key not in listed.content.decode()
    assert {token["name"] for token in listed.json()} == {"initial", "laptop"}


def test_a_token_needs_a_name(alice, api_as):
    for body in ({}, {"name": ""}, {"name": " "}, {"name": "x" * 101}):
        assert "name" in api_as(alice).post(TOKENS, body).json()


def test_the_name_is_one_line_as_mails_list_it_among_their_own(alice, api_as):
    made = api_as(alice).post("/accounts/api/tokens", {"name": "job\n\nYou won:\u2028evil.example"})
    assert made.json()["name"] == "job You won: evil.example"


def test_a_token_may_end_earlier(alice, api_as):
    soon = timezone.now() + timedelta(hours=1)
    made = api_as(alice).post(TOKENS, {"name": "ci", "expires_at": soon})
    assert parse_datetime(made.json()["expires_at"]) == soon


def test_a_token_cannot_end_in_the_past(alice, api_as):
    past = timezone.now() - timedelta(seconds=1)
    answer = api_as(alice).post(TOKENS, {"name": "ci", "expires_at": past})
    assert answer.status_code == 400
    assert "expires_at" in answer.json()


@pytest.mark.parametrize("asked", [None, timedelta(days=300)])
def test_a_token_made_with_a_token_does_not_outlive_it(alice, api_as, asked):
    soon = timezone.now() + timedelta(minutes=1)
    Token.objects.update(expires_at=soon)
    body = {"name": "child"} | ({"expires_at": timezone.now() + asked} if asked else {})
    made = api_as(alice).post(TOKENS, body)
    assert parse_datetime(made.json()["expires_at"]) == soon


def test_a_token_made_in_a_session_has_the_full_time(alice, browser_as, settings):
    made = browser_as(alice).post(TOKENS, {"name": "laptop"}, content_type="application/json")
    ends = parse_datetime(made.json()["expires_at"])
    assert ends > timezone.now() + timedelta(seconds=settings.TOKEN_EXPIRE_TIME - 60)


def test_a_revoked_token_is_dead_and_gone_from_the_list(alice, api_as):
    made = api_as(alice).post(TOKENS, {"name": "lost phone"}).json()
    headers = {"Authorization": f"Token {made['key']}"}
    for path in (f"{TOKENS}/{made['id']}", f"{TOKENS}/{made['id']}/"):
        assert api_as(alice).get(path).json()["name"] == "lost phone"
    assert api_as(alice).delete(f"{TOKENS}/{made['id']}").status_code == 204
    assert api_as(alice).get(f"{TOKENS}/{made['id']}").status_code == 404
    assert api_as(alice).get(TOKENS, headers=headers).json()["detail"] == "Invalid token"


def test_the_tokens_of_others_cannot_be_seen_or_revoked(alice, charlie, api_as):
    path = f"{TOKENS}/{alice.initial_token.pk}"
    assert api_as(charlie).get(path).status_code == 404
    assert api_as(charlie).delete(path).status_code == 404
    assert "alice" not in api_as(charlie).get(TOKENS).content.decode()
    assert Token.objects.get(pk=alice.initial_token.pk).revoked_at is None


def test_a_list_of_tokens_costs_one_query(alice, api_as, django_assert_num_queries):
    for number in range(5):
        Token.objects.create(user=alice, name=str(number))
    client = api_as(alice)
    client.get(TOKENS)
    with django_assert_num_queries(2):  # who is asking, and the list
        client.get(TOKENS)


@pytest.mark.parametrize("pk", ["0", "999999999999999999", "9" * 40, "-1", "x"])
def test_an_unknown_or_huge_id_is_404(alice, api_as, pk):
    assert api_as(alice).get(f"{TOKENS}/{pk}").status_code == 404


UNKNOWN = "Unknown member. Known members: name, scopes, networks, idle_days, expires_at."


@pytest.mark.parametrize(
    "member",
    ["scope", "scpoes", "expires", "user", "revoked_at", "parent", "digest", "", "a\nb", "ä"],
)
def test_a_member_that_means_nothing_is_refused_by_its_name(alice, api_as, member):
    answer = api_as(alice).post(TOKENS, {"name": "x", member: "polls:read"})
    assert answer.status_code == 400
    assert answer.json() == {member: [UNKNOWN]}
    assert alice.tokens.count() == 1


@pytest.mark.parametrize(
    "member", ["id", "hint", "created", "last_used_at", "last_used_from", "key"]
)
def test_a_member_that_is_only_read_is_refused_too(alice, api_as, member):
    answer = api_as(alice).post(TOKENS, {"name": "x", member: "1"})
    assert answer.json() == {member: [UNKNOWN]}


def test_many_unknown_members_get_a_short_answer(alice, api_as):
    body = {"name": "x"} | {f"member{number}": 1 for number in range(1000)}
    answer = api_as(alice).post(TOKENS, body)
    assert answer.status_code == 400
    assert len(answer.json()) == 10


def test_a_form_may_carry_the_token_that_guards_it(alice, browser):
    browser.force_login(alice)
    browser.get("/accounts/logout/")
    csrf = browser.cookies["csrftoken"].value
    answer = browser.post(TOKENS, {"name": "x", "csrfmiddlewaretoken": csrf})
    assert answer.status_code == 201


@pytest.mark.parametrize("body", [[], "x", 1, None, True])
def test_a_body_that_is_no_object_is_refused(alice, api_as, body):
    assert api_as(alice).post(TOKENS, body).status_code == 400
