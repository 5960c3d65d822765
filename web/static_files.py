from typing import Any

from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import MissingFileError

# The list of the files, which their storage writes among them.
MANIFEST = "staticfiles.json"


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """Serve what was collected, but no notes about it: they tell every name, size and time."""

    def add_file_to_dictionary(self, url: str, path: str, stat_cache: Any = None) -> None:
        if not is_note(url):
            super().add_file_to_dictionary(url, path, stat_cache=stat_cache)

    def find_file_at_path(self, path: str, url: str) -> Any:
        if is_note(url):
            raise MissingFileError(path)
        return super().find_file_at_path(path, url)


def is_note(url: str) -> bool:
    parts = url.split("/")
    return parts[-1] == MANIFEST or any(part.startswith(".") for part in parts)
