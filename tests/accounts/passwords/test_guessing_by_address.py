"""Guesses count by the network they come from, and by the account they are at."""

import pytest
from django.test import Client

from accounts.addresses import client_network
from tests.accounts.passwords.test_guessing import LIMIT, by_token
from tests.conftest import PASSWORD


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
