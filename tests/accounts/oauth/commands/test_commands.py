"""The demo has its applications, and a key is made as a line for the environment."""

import re
import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command
from oauth2_provider.models import Application

from demo import applications as demo

pytestmark = pytest.mark.django_db


def output_of(capsys, *command, **options):
    call_command(*command, **options)
    return capsys.readouterr().out


def test_the_demo_has_two_applications_however_often_it_is_made(alice, post_token):
    first = demo.make_applications("http://localhost:8000")
    second = demo.make_applications("http://localhost:8000")

    assert Application.objects.count() == 2
    assert first != second
    sign_in = {"grant_type": "password", "username": "alice", "password": "correct horse battery"}
    assert (
        post_token(client_id="demo-confidential", client_secret=second, **sign_in).status_code
        == 200
    )
    assert (
        post_token(client_id="demo-confidential", client_secret=first, **sign_in).status_code == 401
    )


def test_a_key_is_made_as_a_line_for_the_environment():
    line = subprocess.run(
        [sys.executable, "-m", "accounts.oauth.keys"], capture_output=True, text=True, check=True
    ).stdout

    assert re.fullmatch(
        r"OIDC_RSA_PRIVATE_KEY=-----BEGIN PRIVATE KEY-----\\n.+-----END PRIVATE KEY-----\n", line
    )


def test_a_demo_in_a_second_terminal_leaves_the_first_one_its_addresses(db):
    for origin in ("http://localhost:8000", "http://localhost:8001", "http://localhost:8000"):
        demo.make_applications(origin)
    uris = Application.objects.get(client_id=demo.PUBLIC_CLIENT).redirect_uris.split()
    for port in (8000, 8001):
        assert uris.count(f"http://localhost:{port}/explore/callback/") == 1


def test_one_person_has_a_hundred_applications_and_no_more(alice, capsys, monkeypatch):
    monkeypatch.setattr("accounts.oauth.validation.MOST", 2)
    for _number in range(2):
        output_of(capsys, "createapp", user="alice")
    with pytest.raises(CommandError, match="has 2 applications, and nobody can have more"):
        call_command("createapp", user="alice")
    output_of(capsys, "createapp")  # the site's own are not counted
    Application.objects.filter(user=alice).first().full_clean()  # those that exist stay editable
