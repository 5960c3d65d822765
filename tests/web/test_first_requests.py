"""The schema is made once, however many ask first."""

import os
import subprocess
import sys
from pathlib import Path

from web.schema import document

ROOT = Path(__file__).resolve().parent.parent.parent
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
