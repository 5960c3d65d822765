"""Collecting the static files: once, and by one of those who start at the same time."""

import fcntl
import os
from collections.abc import Iterator

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def collect() -> None:
    """Collect them, unless nothing changed: it takes seconds, and a restart should not."""
    seen = settings.STATIC_ROOT / ".collected"
    fingerprint = "\n".join(sorted(_fingerprints()))

    def is_done() -> bool:
        return seen.exists() and seen.read_text() == fingerprint

    if is_done():
        return
    with settings.STATIC_ROOT.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # released when the file is closed
        if not is_done():
            call_command("collectstatic", verbosity=0, interactive=False, clear=True)
            seen.write_text(fingerprint)


def _fingerprints() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list(()):
            stat = os.stat(storage.path(path))
            yield f"{path} {stat.st_size} {stat.st_mtime_ns}"
