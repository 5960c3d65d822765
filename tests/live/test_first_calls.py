"""The lines that the front page of the demo tells work as they are copied."""

import html
import re
import subprocess

import requests

from tests.live.conftest import PATIENCE


def test_each_scheme_says_who_is_asking(demo):
    page = requests.get(demo.url, timeout=PATIENCE).text
    lines = [html.unescape(text) for text in re.findall(r"data-copy-text>([^<]+)<", page)]
    secret = re.search(r"client_secret=(\w+)", demo.output())[1]
    script = "\necho\n".join([f"SECRET={secret}", *lines])

    done = subprocess.run(
        ["sh", "-euc", script], capture_output=True, text=True, timeout=PATIENCE, check=False
    )

    assert done.returncode == 0, done.stderr
    assert re.findall(r'"username":"alice".*"scheme":"(\w+)"', done.stdout) == [
        "token",
        "session",
        "bearer",
        "basic",
    ]
