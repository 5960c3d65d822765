"""``examples/device/``: a program in a terminal, and a person with a phone."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.utils import timezone

from polls.models import Question
from tests.accounts.oauth.device.conftest import answer, television  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

PROGRAM = Path(__file__).parents[4] / "examples" / "device" / "device.py"


def test_the_program_goes_on_when_the_person_has_answered(
    live_server,
    alice,
    browser_as,
    television,  # noqa: F811
):
    Question.objects.create(question_text="Tea or coffee?", author=alice, pub_date=timezone.now())
    known = os.environ | {"SITE": live_server.url, "CLIENT_ID": television.id}
    with subprocess.Popen([sys.executable, PROGRAM], env=known, stdout=-1, text=True) as program:
        said = program.stdout.readline()
        code = said.split()[-1]

        done = answer(browser_as(alice), {"user_code": code}, allow="yes")

        assert "can act for you now" in done.content.decode()
        assert program.communicate(timeout=30)[0] == "Tea or coffee?\n"
    assert program.returncode == 0
