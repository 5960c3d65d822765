"""Every command in the docs runs against the demo, and answers what the page says after ``# →``."""

import re
import subprocess

import pytest

from tests.live.conftest import PATIENCE, ROOT, environment
from tests.manual.test_code_blocks import SHELL, promises

# The quick tests refuse others. They must not run here either: this is the folder of a developer.
BLOCKS = [block for _name, block in SHELL if promises(block)]


@pytest.fixture(scope="module")
def printed(demo):
    """The output of each block, typed one after the other into one shell."""
    mark = "a-block-ends-here"
    secret = re.search(r"client_secret=(\w+)", demo.output())[1]
    script = f"\necho {mark}\n".join([f"secret={secret}", *BLOCKS])
    for address, port in [("localhost:8000", demo.port), ("127.0.0.1:8901", provider(demo))]:
        script = script.replace(address, f"127.0.0.1:{port}")
    done = subprocess.run(
        ["sh", "-euc", script],
        cwd=ROOT,
        env=environment(**demo.settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return dict(zip(BLOCKS, done.stdout.split(f"{mark}\n")[1:], strict=True))


def provider(demo):
    return demo.settings["DEMO_PROVIDER_PORT"]


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_a_command_answers_what_the_page_says(number, printed):
    rest = printed[BLOCKS[number]]
    for promise in promises(BLOCKS[number]):
        assert promise in rest
        rest = rest.partition(promise)[2]
