import threading

import pytest
from django.db import OperationalError

from web import health


@pytest.fixture
def probe(client):
    """By address and plain HTTP, as a balancer asks."""

    def get(path):
        return client.get(path, headers={"Host": "10.0.0.7"})

    return get


@pytest.mark.parametrize("path", ["/livez", "/livez/"])
def test_a_process_that_answers_is_alive_whatever_its_database_does(path, probe, settings):
    settings.SECURE_SSL_REDIRECT = True
    answer = probe(path)  # without the django_db mark: a query would raise
    assert answer.status_code == 200
    assert answer.json() == {"process": "ok"}
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("path", ["/livez", "/readyz"])
def test_a_probe_only_asks(path, client):
    assert client.post(path).status_code == 404


@pytest.mark.django_db
def test_a_process_with_its_database_is_ready(probe):
    answer = probe("/readyz")
    assert answer.status_code == 200
    assert answer.json()["database"] == "ok"


@pytest.mark.django_db
def test_without_redis_guesses_are_counted_here(probe, settings):
    settings.REDIS_URL = ""
    assert probe("/readyz").json()["guesses"] == "local"


@pytest.mark.django_db
def test_redis_away_is_told_and_takes_no_node_out(probe, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    answer = probe("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "guesses": "away"}


def test_without_its_database_a_process_is_not_ready(probe, monkeypatch):
    class Away:
        def cursor(self):
            raise OperationalError("connection refused")

        def close(self):
            pass

    monkeypatch.setattr(health, "connection", Away())
    answer = probe("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "away"
    assert int(answer["Retry-After"]) > 0


def test_a_database_that_says_nothing_counts_as_away(probe, monkeypatch):
    woken = threading.Event()

    class Frozen:
        def cursor(self):
            woken.wait(10)
            raise OperationalError("woken")

        def close(self):
            pass

    monkeypatch.setattr(health, "connection", Frozen())
    monkeypatch.setattr(health, "PATIENCE", 0.05)
    assert probe("/readyz").status_code == 503
    woken.set()
