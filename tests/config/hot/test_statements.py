"""The quick way takes one statement, and steps aside when it fails."""

import psycopg
import pytest
from django.db.backends.base.base import BaseDatabaseWrapper

from tests.config.hot.conftest import LIST


@pytest.mark.parametrize("path", ["url", "list"])
def test_it_takes_one_statement(site, by_alice, url, path, monkeypatch):
    path = url if path == "url" else LIST
    assert site.compare(path, **by_alice)
    monkeypatch.setattr(BaseDatabaseWrapper, "cursor", None)  # Django's own
    assert site.get(site.application, path, by_alice)[0] == "200 OK"
    monkeypatch.undo()


def test_an_answer_that_differs_is_never_given(site, by_alice, url, monkeypatch):
    monkeypatch.setattr("polls.hot.represent", lambda question: {"id": 0})
    for _ in range(3):
        assert site.status(url, **by_alice) == "200"
        assert not site.compare(url, **by_alice)


def test_the_usual_way_answers_when_the_statement_fails(site, by_alice, url, monkeypatch):
    assert site.compare(url, **by_alice)

    def fail(*args, **kwargs):
        raise psycopg.OperationalError

    monkeypatch.setattr("web.statements.Statement.row", fail)
    assert not site.compare(url, **by_alice)


def test_no_more_shapes_are_kept_than_there_is_room_for(site, by_alice, url, monkeypatch):
    monkeypatch.setattr("web.hot.MOST_SHAPES", 3)
    for n in range(8):
        site.compare(url, **by_alice, HTTP_ORIGIN=f"https://{n}.example.com")
    assert len(site.application.kept) <= 3
