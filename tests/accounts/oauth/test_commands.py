import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.utils import timezone
from oauth2_provider.models import AccessToken, Application, Grant, RefreshToken

from accounts.models import Session, Token
from accounts.oauth.models import ResourceServer
from demo import applications as demo

pytestmark = pytest.mark.django_db


def output_of(capsys, *command, **options):
    call_command(*command, **options)
    return capsys.readouterr().out


def test_createapp_prints_id_and_secret_once(alice, capsys):
    printed = output_of(capsys, "createapp", name="Importer", user="alice")

    application = Application.objects.get()
    client_id, secret = re.fullmatch(r"client_id: (\S+)\nclient_secret: (\S+)\n", printed).groups()
    assert client_id == application.client_id
    assert check_password(secret, application.client_secret)
    assert application.user == alice
    assert (application.client_type, application.authorization_grant_type) == (
        "confidential",
        "password",
    )


def test_createapp_makes_a_public_one_without_a_secret(capsys):
    uris = ["https://a.example/cb", "http://127.0.0.1/cb"]

    printed = output_of(
        capsys, "createapp", grant="authorization-code", public=True, redirect_uri=uris
    )

    assert "client_secret" not in printed
    application = Application.objects.get()
    assert application.redirect_uris.split() == uris
    assert application.name == application.client_id  # people see a name in any case


def test_createapp_keeps_the_options_of_drf_social_oauth2(capsys):
    secret = "x" * 40

    output_of(capsys, "createapp", "-ci", "mine", "-cs", secret, "-n", "Mine")

    application = Application.objects.get(client_id="mine", name="Mine")
    assert check_password(secret, application.client_secret)


def test_createapp_registers_a_resource_server(capsys):
    output_of(capsys, "createapp", name="Another API", resource_server=True)

    assert ResourceServer.objects.get().application.name == "Another API"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"public": True}, "public application"),
        (
            {
                "public": True,
                "grant": "authorization-code",
                "redirect_uri": ["https://a.example/"],
                "resource_server": True,
            },
            "no secret to introspect with",
        ),
        ({"client_secret": "short"}, "32 characters"),
        ({"user": "nobody"}, "no user 'nobody'"),
        ({"grant": "authorization-code"}, "needs an address"),
        ({"redirect_uri": ["http://a.example/"]}, "http is for loopback"),
    ],
)
def test_createapp_refuses_what_the_admin_would(options, said):
    with pytest.raises(CommandError, match=said):
        call_command("createapp", **options)
    assert not Application.objects.exists()


def test_prune_deletes_what_has_expired_and_nothing_else(
    alice, bob, sign_in, make_code, capsys, public_client
):
    sign_in(alice)
    dead, live = sign_in(alice), sign_in(bob)
    long_ago = timezone.now() - timedelta(days=30)
    AccessToken.objects.filter(user=alice).update(expires=long_ago)
    make_code(public_client, alice, expires=long_ago)
    Token.objects.filter(user=alice).update(revoked_at=long_ago)
    Session.objects.create(session_key="x", expire_date=long_ago)

    printed = output_of(capsys, "prune")

    assert "1 tokens deleted." in printed
    assert "5 OAuth2 rows deleted." in printed
    assert AccessToken.objects.get().user == bob
    assert RefreshToken.objects.get().user == bob
    assert not Grant.objects.exists()
    assert not Session.objects.exists()
    assert Token.objects.get().user == bob
    assert dead != live


def test_prune_leaves_one_row_for_a_refresh_token_that_lives(
    alice, sign_in, post_token, password_client, capsys
):
    granted = sign_in(alice)
    for _ in range(3):
        granted = post_token(
            password_client, grant_type="refresh_token", refresh_token=granted["refresh_token"]
        ).json()
    AccessToken.objects.update(expires=timezone.now() - timedelta(days=1))

    output_of(capsys, "prune")

    assert AccessToken.objects.count() == 1
    response = post_token(
        password_client, grant_type="refresh_token", refresh_token=granted["refresh_token"]
    )
    assert response.status_code == 200


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
    monkeypatch.setattr("accounts.oauth.applications.MOST", 2)
    for _number in range(2):
        output_of(capsys, "createapp", user="alice")
    with pytest.raises(CommandError, match="has 2 applications, and nobody can have more"):
        call_command("createapp", user="alice")
    output_of(capsys, "createapp")  # the site's own are not counted
    Application.objects.filter(user=alice).first().full_clean()  # those that exist stay editable
