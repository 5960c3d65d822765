"""The schema is served to everybody and every cache, at once."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from web.schema import document

ROOT = Path(__file__).resolve().parent.parent.parent


def test_a_bad_token_is_refused_where_everybody_may_read(client, db):
    headers = {"Authorization": "Token nonsense"}
    assert client.get("/api/schema/", headers=headers).status_code == 401
    assert client.get("/api/schema/").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "version=x%0d%0aX-A:%20b",
        "version=x%22;%20filename=%22evil.html",
        "version=%E2%80%A6",
        "lang=de",
        "lang=%0d%0a",
        "lang=" + "x" * 3000,
        "anything=%00%01",
    ],
)
def test_no_query_parameter_gets_into_its_headers(client, query):
    plain, answer = client.get("/api/schema/"), client.get(f"/api/schema/?{query}")
    if "%00" in query:  # no text of ours holds a NUL
        assert answer.status_code == 400
        return
    assert answer.status_code == 200
    assert answer["Content-Disposition"] == 'inline; filename="schema.yaml"'
    assert answer.content == plain.content
    assert "X-A" not in answer


@pytest.mark.parametrize("suffix", ["", "?format=json"])
def test_it_is_for_every_cache(client, suffix):
    answer = client.get(f"/api/schema/{suffix}")
    assert answer["Cache-Control"] == "public, max-age=300"
    assert not answer.cookies


FIRST_REQUESTS = """
import django
from threading import Barrier, Thread
django.setup()
from django.test import Client

gate, statuses = Barrier(12), []

def ask():
    gate.wait()
    client = Client(raise_request_exception=False, headers={"Host": "localhost"})
    statuses.append(client.get("/api/schema/?format=json").status_code)

threads = [Thread(target=ask) for _ in range(12)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(statuses)
"""


def test_twelve_first_requests_at_once_are_all_answered():
    """drf-spectacular loads its extensions at the first, which two threads must not do at once."""
    done = subprocess.run(
        [sys.executable, "-c", FIRST_REQUESTS],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout.strip().endswith(str([200] * 12))


def test_what_is_made_before_the_fork_is_what_is_made_later(monkeypatch):
    """And only the documents stay in the memory of the process that has them made."""
    monkeypatch.setattr(document, "_documents", {})
    document._schema.cache_clear()
    document.prepare()
    assert document._schema.cache_info().currsize == 0
    prepared = dict(document._documents)
    assert set(prepared) == set(document.SchemaView.renderer_classes)
    document._documents.clear()
    assert {renderer: document.document(renderer) for renderer in prepared} == prepared
