"""One limit on guessing, over every door that takes a password."""

import base64
from concurrent.futures import ThreadPoolExecutor

import pytest
from asgiref.sync import async_to_sync
from django.core import signing
from django.db import OperationalError, connection
from django.test import Client

from accounts import attempts, counters
from accounts.addresses import client_network
from accounts.passwords.backend import PasswordBackend
from accounts.passwords.guessing import KNOWN_BROWSER, password_guess
from tests.conftest import PASSWORD

ME = "/accounts/api/me"
LIMIT = 10
# Signed, but with another key's words, and in the form of an older version.
FORGED = signing.dumps([1, "x"], salt="another")
FORMER = signing.dumps(["account", "owner", "browser"], salt=KNOWN_BROWSER)


def by_form(client, username, password, **extra):
    return client.post("/accounts/login/", {"username": username, "password": password}, **extra)


def by_json(client, username, password, **extra):
    body = {"username": username, "password": password}
    return client.post("/accounts/login/", body, content_type="application/json", **extra)


def by_token(client, username, password, **extra):
    body = {"username": username, "password": password}
    return client.post("/accounts/get_auth_token", body, **extra)


def by_basic(client, username, password, **extra):
    credentials = base64.b64encode(f"{username}:{password}".encode()).decode()
    headers = {"Authorization": f"Basic {credentials}"} | extra.pop("headers", {})
    return client.get(ME, headers=headers, **extra)


def by_admin(client, username, password, **extra):
    return client.post("/admin/login/", {"username": username, "password": password}, **extra)


DOORS = [by_form, by_json, by_token, by_basic, by_admin]


@pytest.fixture(params=DOORS)
def door(request):
    return request.param


def test_after_ten_wrong_passwords_the_door_is_shut(ada, door):
    for _ in range(LIMIT):
        assert door(Client(), "ada", "wrong").status_code in {200, 400, 401}
    refused = door(Client(), "ada", "wrong")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= 300
    assert door(Client(), "ada", PASSWORD).status_code == 429


def test_the_doors_share_their_counts(ada):
    for number in range(LIMIT):
        DOORS[number % len(DOORS)](Client(), "ada", "wrong")
    for door in DOORS:
        assert door(Client(), "ada", PASSWORD).status_code == 429


def test_the_form_says_it_in_words(alice):
    for _ in range(LIMIT):
        by_form(Client(), "alice", "wrong")
    html = by_form(Client(), "alice", "wrong").content.decode()
    assert "Too many attempts. Try again in" in html
    assert 'name="password"' in html


def test_json_is_told_in_the_shape_of_the_api(alice):
    for _ in range(LIMIT):
        by_json(Client(), "alice", "wrong")
    for door in (by_json, by_token, by_basic):
        answer = door(Client(), "alice", "wrong").json()
        assert answer["code"] == "throttled"
        assert answer["detail"].startswith("Too many attempts. Try again in")


def test_unknown_users_are_limited_like_known_ones(alice, door):
    for username in ("alice", "nobody"):
        answers = [door(Client(), username, "wrong").status_code for _ in range(LIMIT + 1)]
        assert answers[-1] == 429
        assert len(set(answers[:-1])) == 1


def test_the_password_is_not_looked_at_when_the_door_is_shut(alice, monkeypatch):
    for _ in range(LIMIT):
        by_token(Client(), "alice", "wrong")
    monkeypatch.setattr("accounts.passwords.backend.PasswordBackend._judge", None)
    assert by_token(Client(), "alice", PASSWORD).status_code == 429


SPELLINGS = ["alice", "ALICE", " alice ", "\uff41lice", "al\u200bice"]


def test_spellings_do_not_multiply_guesses(alice):
    answers = [by_token(Client(), SPELLINGS[n % 5], "wrong").status_code for n in range(LIMIT + 1)]
    assert answers == [400] * LIMIT + [429]
    assert by_form(Client(), "\uff41lice", PASSWORD).status_code == 429


@pytest.mark.parametrize(
    ("name", "other"), [("alice", "alicf"), ("\u03c3\u03b1\u03c2", "\u03c3\u03b1"), ("a.b", "a_b")]
)
def test_two_accounts_never_share_a_count(make_user, name, other):
    make_user(name)
    make_user(other)
    known = Client()
    by_form(known, other, PASSWORD)
    for _ in range(LIMIT + 1):
        by_token(known, name, "wrong")
    assert by_token(known, other, PASSWORD).status_code == 200
    assert by_token(Client(), other, PASSWORD).status_code == 200
    assert by_token(known, name, PASSWORD).status_code == 429


def test_right_passwords_are_not_counted(alice):
    for _ in range(LIMIT * 4):
        assert by_token(Client(), "alice", PASSWORD).status_code == 200


def test_a_success_gives_no_guesses_back(alice):
    for _ in range(LIMIT - 1):
        by_token(Client(), "alice", "wrong")
    assert by_token(Client(), "alice", PASSWORD).status_code == 200
    assert by_token(Client(), "alice", "wrong").status_code == 400
    assert by_token(Client(), "alice", "wrong").status_code == 429


@pytest.mark.slow
def test_one_address_gets_thirty_guesses_over_all_users(alice, bob, make_user):
    answers = [by_token(Client(), f"user{n}", "wrong").status_code for n in range(31)]
    assert answers == [400] * 30 + [429]
    assert by_token(Client(), "alice", PASSWORD).status_code == 429


def test_the_owner_gets_in_from_elsewhere(alice):
    for _ in range(LIMIT * 3):
        by_token(Client(), "alice", "wrong")
    assert by_token(Client(REMOTE_ADDR="192.0.2.7"), "alice", PASSWORD).status_code == 200


@pytest.mark.slow
def test_many_addresses_get_fifty_guesses_at_one_user(alice):
    answers = [
        by_token(Client(REMOTE_ADDR=f"192.0.2.{n}"), "alice", "wrong").status_code
        for n in range(51)
    ]
    assert answers == [400] * 50 + [429]


@pytest.mark.slow
def test_a_browser_in_which_the_owner_signed_in_is_counted_by_itself(alice):
    known = Client()
    by_form(known, "alice", PASSWORD)
    assert known.cookies["known_browser"]["httponly"]
    for n in range(51):
        by_token(Client(REMOTE_ADDR=f"192.0.2.{n}"), "alice", "wrong")
    for _ in range(31):
        by_form(Client(), "nobody", "wrong")
    assert by_form(Client(REMOTE_ADDR="198.51.100.1"), "alice", PASSWORD).status_code == 429
    assert by_form(known, "alice", PASSWORD).status_code == 302
    assert by_json(known, "alice", PASSWORD).status_code == 200


def test_a_known_browser_is_limited_too(alice):
    known = Client()
    by_json(known, "alice", PASSWORD)
    answers = [by_form(known, "alice", "wrong").status_code for _ in range(LIMIT + 1)]
    assert answers == [200] * LIMIT + [429]


@pytest.mark.slow
def test_twelve_known_browsers_are_no_more_guesses_than_one(alice):
    known = [Client(REMOTE_ADDR=f"192.0.2.{n}") for n in range(12)]
    for client in known:
        by_form(client, "alice", PASSWORD)
    answers = [by_form(known[n % 12], "alice", "wrong").status_code for n in range(24)]
    assert answers == [200] * LIMIT + [429] * 14


def test_a_spelling_is_known_in_a_browser_as_the_name_is(alice):
    known = Client()
    by_form(known, "ALICE", PASSWORD)
    for n in range(51):
        by_token(Client(REMOTE_ADDR=f"192.0.2.{n}"), "alice", "wrong")
    assert by_form(known, "\uff21lice ", PASSWORD).status_code == 302


@pytest.mark.slow
def test_24_strangers_cannot_lock_the_owner_out_of_a_known_browser(alice):
    known = Client()
    by_form(known, "alice", PASSWORD)
    for n in range(24 * 11):
        by_token(Client(REMOTE_ADDR=f"192.0.2.{n % 24}"), "alice", "wrong")
    assert by_form(known, "alice", PASSWORD).status_code == 302


def test_a_known_browser_is_known_for_its_own_user_only(alice, bob):
    known = Client()
    by_form(known, "alice", PASSWORD)
    for _ in range(LIMIT):
        by_token(Client(), "bob", "wrong")
    assert by_form(known, "bob", PASSWORD).status_code == 429


@pytest.mark.parametrize(
    "cookie",
    ["", "x", "a:b:c", '"', "é", FORGED, FORMER],
    ids=["none", "text", "three parts", "a quote", "not ASCII", "forged", "of before"],
)
def test_a_forged_known_browser_is_a_stranger(alice, cookie):
    for _ in range(LIMIT):
        by_token(Client(), "alice", "wrong")
    forger = Client()
    forger.cookies["known_browser"] = cookie
    assert by_form(forger, "alice", PASSWORD).status_code == 429


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Real-IP", "Forwarded", "X-Client-IP"])
def test_the_clients_own_words_about_its_address_gain_nothing(alice, header):
    answers = [
        by_token(Client(), "alice", "wrong", headers={header: f"192.0.2.{n}"}).status_code
        for n in range(LIMIT + 1)
    ]
    assert answers[-1] == 429


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::2", "2001:db8::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
    ],
)
def test_a_guesser_is_an_address_or_a_whole_ipv6_network(rf, address, network):
    assert client_network(rf.get("/", REMOTE_ADDR=address)) == network


def test_addresses_that_cannot_be_read_do_not_share_a_count(rf):
    odd, other = (client_network(rf.get("/", REMOTE_ADDR=text)) for text in ("odd", "other"))
    assert odd != other


def test_a_whole_ipv6_network_is_one_guesser(alice):
    answers = [
        by_token(Client(REMOTE_ADDR=f"2001:db8::{n}"), "alice", "wrong").status_code
        for n in range(LIMIT + 1)
    ]
    assert answers[-1] == 429
    assert by_token(Client(REMOTE_ADDR="2001:db8:0:1::1"), "alice", PASSWORD).status_code == 200


@pytest.mark.parametrize("address", ["::ffff:127.0.0.1", "127.0.0.1"])
def test_an_ipv4_address_counts_as_itself_however_written(alice, address):
    for _ in range(LIMIT):
        by_token(Client(), "alice", "wrong")
    assert by_token(Client(REMOTE_ADDR=address), "alice", PASSWORD).status_code == 429


def test_a_client_without_an_address_is_limited(alice):
    answers = [
        by_token(Client(REMOTE_ADDR=""), "alice", "wrong").status_code for _ in range(LIMIT + 1)
    ]
    assert answers[-1] == 429


def test_without_redis_each_worker_has_its_share(alice, settings):
    settings.REDIS_URL = ""
    settings.WORKERS = 5
    answers = [by_token(Client(), "alice", "wrong").status_code for _ in range(3)]
    assert answers == [400, 400, 429]


async def guess_in_a_coroutine(rf):
    return await PasswordBackend().aauthenticate(rf.get("/"), "alice", "wrong")


@pytest.mark.django_db(transaction=True)
def test_a_coroutine_is_limited_too(alice, rf):
    guess = async_to_sync(guess_in_a_coroutine)
    with ThreadPoolExecutor(1) as thread:  # the loop of a browser's driver may run in this one
        for _ in range(LIMIT):
            assert thread.submit(guess, rf).result() is None
        with pytest.raises(attempts.TooManyAttempts):
            thread.submit(guess, rf).result()


def test_our_own_code_is_not_limited(alice):
    for _ in range(LIMIT * 2):
        assert PasswordBackend().authenticate(None, "alice", "wrong") is None
    assert PasswordBackend().authenticate(None, "alice", PASSWORD) == alice


@pytest.mark.parametrize("credentials", [(None, "x"), ("alice", None)])
def test_credentials_of_another_kind_are_left_to_other_backends(db, rf, credentials):
    assert PasswordBackend().authenticate(rf.get("/"), *credentials) is None


@pytest.mark.django_db(transaction=True)
def test_a_parallel_burst_gains_nothing(alice, rf):
    def guess(_):
        try:
            password_guess(rf.get("/"), "alice").count()
        except attempts.TooManyAttempts:
            return 0
        return 1

    with ThreadPoolExecutor(40) as pool:
        assert sum(pool.map(guess, range(200))) <= LIMIT


def test_a_window_that_ended_is_not_given_back_to(settings, rf):
    attempt = password_guess(rf.get("/"), "alice")
    attempt.count()
    counters.reset()
    attempt.give_back()
    for _ in range(LIMIT):
        password_guess(rf.get("/"), "alice").count()
    with pytest.raises(attempts.TooManyAttempts):
        password_guess(rf.get("/"), "alice").count()


def away(execute, sql, params, many, context):
    raise OperationalError("the database is away")


@pytest.mark.parametrize("password", [PASSWORD, "wrong"])
@pytest.mark.parametrize("door", [by_form, by_json, by_token, by_basic])
def test_what_nobody_could_judge_is_no_guess(alice, door, password):
    """Else its owner would be locked out once the database is back."""
    clients = [Client() for _ in range(LIMIT * 2)]
    for client in clients:
        client.get("/livez")
    with connection.execute_wrapper(away):
        answers = {door(client, "alice", password).status_code for client in clients}
    assert answers == {503}
    assert door(Client(), "alice", PASSWORD).status_code in {200, 302}
    answers = [door(Client(), "alice", "wrong").status_code for _ in range(LIMIT + 1)]
    assert 429 not in answers[:-1]
    assert answers[-1] == 429
