"""Attempts are counted in this process while no store counts them: no 500 either."""

import pytest
from django.test import Client

from tests.accounts.counters.conftest import LIMIT, guess, guesses
from tests.conftest import PASSWORD


def sign_in(password=PASSWORD):
    body = {"username": "alice", "password": password}
    return Client().post("/accounts/get_auth_token", body).status_code


@pytest.mark.parametrize(
    "url",
    [
        "redis://127.0.0.1:1/0",
        "redis://127.0.0.1:99999/0",
        "redis://127.0.0.1:6379/0?foo=bar",
        "redis://127.0.0.1:6379/0?socket_timeout=abc",
        "redis://127.0.0.1:6379/99999",
        "redis://nobody:wrong@127.0.0.1:6379/0",
        "redis://nowhere.invalid:6379/0",
        "rediss://127.0.0.1:6379/0",
        "unix:///nowhere.sock",
        "http://127.0.0.1/",
        "nonsense",
    ],
)
def test_an_address_that_cannot_work_counts_in_this_process(alice, settings, url, caplog):
    settings.REDIS_URL = url
    assert sign_in() == 200
    assert [sign_in("wrong") for _ in range(LIMIT + 1)] == [400] * LIMIT + [429]
    assert "redis is away" in caplog.text
    assert "wrong@" not in caplog.text


def read_only(client):
    client.execute_command("REPLICAOF", "127.0.0.1", "1")


def full(client):
    client.config_set("maxmemory", 1)


def another_password(client):
    client.config_set("requirepass", "secret")


def no_such_command(client):
    client.execute_command("ACL", "SETUSER", "default", "-evalsha")


def of_another_type(client):
    client.lpush("attempts:account_and_address/alice", "x")


@pytest.mark.parametrize(
    "break_it", [read_only, full, another_password, no_such_command, of_another_type]
)
def test_a_store_that_refuses_counts_in_this_process(server, break_it):
    assert guesses(3) == 3
    if break_it is of_another_type:
        server.client().flushdb()
    break_it(server.client())
    assert guesses(LIMIT * 2) == LIMIT - 3


def test_a_store_that_hangs_is_not_waited_for(server):
    guess()
    server.client().execute_command("CLIENT", "PAUSE", "2000", "ALL")
    assert guesses(LIMIT * 2) == LIMIT - 1


@pytest.mark.parametrize("protocol", [2, 3])
@pytest.mark.parametrize("commands", ["+@all", "-info"])
def test_a_store_that_may_not_be_asked_for_its_start_counts(server, settings, protocol, commands):
    server.client().execute_command("ACL", "SETUSER", "default", commands)
    settings.REDIS_URL = f"{server.url}?protocol={protocol}&decode_responses=true"
    assert guesses(3) == 3
    assert server.client().get("attempts:account_and_address/alice") == b"3"
