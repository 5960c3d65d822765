"""Collecting the static files: once, and by one of those who start at the same time."""

import fcntl
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import ManifestFilesMixin, staticfiles_storage
from django.core.management import CommandError, call_command

logger = logging.getLogger(__name__)


def collect() -> None:
    """
    Collect them, unless nothing changed: it takes seconds, and a restart should not.

    A user who may not write serves those that somebody else has collected.

    :raises CommandError: where there are none.
    """
    fingerprint = "\n".join(sorted(_fingerprints()))
    # Beside the folder and not in it, where it would be served: names, sizes and times.
    record = Path(settings.STATIC_ROOT).with_suffix(".lock")
    if _says(record, fingerprint):
        return
    try:
        with record.open("a+") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # released when the file is closed
            if not _says(record, fingerprint):
                # Files of the last version stay, for the servers that still run it.
                call_command("collectstatic", verbosity=0, interactive=False)
                lock.truncate(0)
                lock.write(fingerprint)
    except PermissionError as error:
        if not cast(ManifestFilesMixin, staticfiles_storage).read_manifest():
            raise CommandError(
                f"The static files are not collected, and this user may not write "
                f"{error.filename}. Run as its owner: manage.py collectstatic"
            ) from error
        logger.warning("the static files may be old: this user may not collect them")


def _says(record: Path, fingerprint: str) -> bool:
    return record.exists() and record.read_text() == fingerprint


def _fingerprints() -> Iterator[str]:
    for finder in get_finders():
        for path, storage in finder.list(()):
            stat = os.stat(storage.path(path))
            yield f"{path} {stat.st_size} {stat.st_mtime_ns}"
