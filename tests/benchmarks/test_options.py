"""The page about speed names options that bin/bench has."""

import re
import shlex

from benchmarks import __main__
from manual import shelves


def test_each_command_of_the_page_is_understood(monkeypatch):
    page = shelves.pages()["understand/speed"].path.read_text()
    commands = re.findall(r"^(bin/bench[^#\n]*)", page, re.MULTILINE)
    assert len(commands) == 3
    for command in commands:
        monkeypatch.setattr("sys.argv", shlex.split(command))
        __main__._options()
