"""Keys are registered for an application if one can check signatures with them."""

import pytest
from django.core.management import CommandError, call_command

from accounts.oauth.assertions import client_keys
from accounts.oauth.assertions.models import ClientKeys
from accounts.oauth.forms import ApplicationForm
from accounts.oauth.models import Consent

pytestmark = pytest.mark.django_db


def test_another_key_is_another_application_to_the_people_who_allowed_it(
    alice, client_of_people, make_code, jwks
):
    make_code(client_of_people, alice)
    application = client_of_people.application
    asked = {"scopes": ["polls:read"], "resources": []}
    asked |= {"user": alice, "application": application}
    assert Consent.objects.covers(**asked)

    client_keys.register(application, jwks)

    assert not Consent.objects.covers(**asked)


@pytest.mark.parametrize(("client_type", "is_good"), [("confidential", True), ("public", False)])
def test_an_administrator_registers_one(code_client, jwks, client_type, is_good):
    application = code_client.application
    data = {
        "name": "Pollster",
        "client_type": client_type,
        "authorization_grant_type": "authorization-code",
        "redirect_uris": "https://client.example/callback",
        "client_id": application.client_id,
        "jwks": jwks,
    }

    form = ApplicationForm(data, instance=application)

    assert form.is_valid() is is_good
    if is_good:
        form.save()
        assert ApplicationForm(instance=application)["jwks"].initial == jwks


def test_so_does_the_command(jwks, capsys):
    options = {"grant": "client-credentials"}
    call_command("createapp", jwks=jwks, **options)

    assert ClientKeys.objects.get().jwks == jwks
    assert "client_secret" not in capsys.readouterr().out
    for wrong in ({"jwks": "{}"}, {"jwks": jwks, "public": True, "grant": "authorization-code"}):
        with pytest.raises(CommandError):
            call_command("createapp", **options | wrong)
