"""The file ``.env``, and names that were meant to be settings."""

import difflib
import os
import re
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from config.environment.values import boolean

# Read by the commands, not by the settings.
_OTHERS = {"ENV_FILE", "REQUIRE_BROWSER"}
_NAME = re.compile(r"\A[ \t]*+(?:export )?([A-Za-z_][A-Za-z_0-9]*)=")
_in_file: set[str] = set()


def load_env_file(path: Path) -> None:
    """
    Read ``path`` into the environment; a variable that is set already wins.

    :raises ImproperlyConfigured: if the file cannot be read, or a line is no setting.
    """
    if not boolean("ENV_FILE", default=True) or not path.exists():
        return
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{path} cannot be read: {error}") from None
    for number, line in enumerate(lines, 1):
        if name := _NAME.match(line):
            _in_file.add(name[1])
        elif line.strip() and not line.lstrip().startswith("#"):
            raise ImproperlyConfigured(
                f"Line {number} of {path} is not a setting. Write NAME=value, or # for a comment."
            )
    environ.Env.read_env(path)


def misspelt(example: Path) -> dict[str, str]:
    """
    Return the variables that look like settings and are none, each with the nearest setting.

    Every name in ``.env`` is meant to be a setting. The environment holds names of many
    programs; of these, only a name that is close to a setting's counts.

    :param example: the file that lists every setting, ``.env.example``.
    """
    known = set(re.findall(r"^# ?([A-Z0-9_]{1,80})=", example.read_text(), re.MULTILINE)) | _OTHERS
    found = {}
    for name in sorted((_in_file | os.environ.keys()) - known):
        near = difflib.get_close_matches(name.upper(), known, n=1, cutoff=0.8)
        if near or name in _in_file:
            found[name] = near[0] if near else ""
    return found
