"""Every command of the README runs, and answers what the README says after ``# →``."""

import os
import re
import subprocess

import pytest

from tests.live.conftest import PATIENCE, ROOT, environment, free_port

README = (ROOT / "README.md").read_text()
BLOCKS = re.findall(r"^```sh\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
SERVERS = [block for block in BLOCKS if re.search(r"bin/(run|serve)$", block, re.MULTILINE)]
RUNNABLE = [block for block in BLOCKS if block not in SERVERS and block.strip() != "bin/test"]


@pytest.fixture(scope="module")
def printed(demo):
    """The output of each block, typed one after the other into one shell."""
    mark = "a-block-ends-here"
    script = f"\necho {mark}\n".join(RUNNABLE).replace("localhost:8000", f"127.0.0.1:{demo.port}")
    path = f"{ROOT}/.venv/bin:{os.environ['PATH']}"  # requests is installed there
    done = subprocess.run(
        ["sh", "-euc", script],
        cwd=ROOT,
        env=environment(**demo.settings, SITE=demo.url) | {"PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(zip(RUNNABLE, done.stdout.split(f"{mark}\n"), strict=True))


@pytest.mark.parametrize("block", RUNNABLE, ids=lambda block: block.split("\n")[0][:60])
def test_a_command_answers_what_the_readme_says(block, printed):
    promises = re.findall(r"^# → (.*)$", block, re.MULTILINE)
    assert promises, "say what it prints"
    rest = printed[block]
    for promise in promises:
        assert promise in rest
        rest = rest.partition(promise)[2]


def test_the_servers_of_the_readme_are_these():
    assert len(SERVERS) == 3


@pytest.mark.parametrize("block", SERVERS, ids=lambda block: block.split("\n")[-2])
def test_a_server_of_the_readme_comes_up(block, start, data):
    port = free_port()
    command = re.sub(r"\bPORT=\d+", f"PORT={port}", block)
    command, named = re.subn(r"\bDATABASE_URL=\S+", f"DATABASE_URL={data['DATABASE_URL']}", command)
    assert named == ("DATABASE_URL" in block)
    debug = {} if "bin/serve" in block else {"DEBUG": "on"}
    # exec: the shell makes room, so that Ctrl-C meets the server alone.
    command = re.sub(r"^((?:\w+=\S+ )*)(bin/\w+)$", r"\1exec \2", command, flags=re.MULTILINE)
    start("sh", "-euc", command, PORT=str(port), **debug, **data).stop()


def test_both_commands_stand_at_the_top():
    assert [block.strip() for block in BLOCKS[:2]] == ["bin/run", "bin/test"]


def test_every_file_that_the_readme_links_to_is_there():
    links = re.findall(r"\]\((?!http)([^)]+)\)", README)
    missing = [link for link in links if not (ROOT / link).exists()]
    assert missing == []
