"""createapp makes applications by the rules of the admin."""

import re

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from oauth2_provider.models import Application

from accounts.oauth.models import ResourceServer
from tests.accounts.oauth.commands.test_commands import output_of

pytestmark = pytest.mark.django_db


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
