"""Keys are registered for an application if one can check signatures with them."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from joserfc import jwk

from accounts.oauth.assertions import keys
from accounts.oauth.assertions.models import ClientKeys
from accounts.oauth.forms import ApplicationForm
from accounts.oauth.models import Consent
from tests.accounts.oauth.dpop.proofs import SMALL_ORDERS, ed25519

pytestmark = pytest.mark.django_db


def test_another_key_is_another_application_to_the_people_who_allowed_it(
    alice, client_of_people, make_code, jwks
):
    make_code(client_of_people, alice)
    application = client_of_people.application
    asked = {"scopes": ["polls:read"], "resources": []}
    asked |= {"user": alice, "application": application}
    assert Consent.objects.covers(**asked)

    keys.register(application, jwks)

    assert not Consent.objects.covers(**asked)


def public_of(key, **changes):
    return {"keys": [key.as_dict(private=False) | changes]}


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (lambda made: "{", "not JSON"),
        (lambda made: [], "JWK Set"),
        (lambda made: {"keys": []}, "JWK Set"),
        (lambda made: {"keys": ["x"]}, "JWK Set"),
        (lambda made: {"keys": [{}] * 11}, "JWK Set"),
        (lambda made: {"keys": [{"kty": "EC", "x": "y" * 20_000}]}, "at most"),
        (lambda made: {"keys": [{}]}, "for signatures"),
        (lambda made: {"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}]}, "be read"),
        (lambda made: {"keys": [made["RS256"].as_dict(private=True)]}, "private key"),
        (lambda made: {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}, "private key"),
        (lambda made: public_of(made["RS256"], use="enc"), "for signatures"),
        (lambda made: public_of(made["RS256"], alg="PS256"), "for signatures"),
        (lambda made: public_of(jwk.ECKey.generate_key("P-384")), "P-256"),
        (lambda made: public_of(jwk.OKPKey.generate_key("X25519")), "key"),
        *((lambda made, p=p: {"keys": [ed25519(p)]}, "Anybody can sign") for p in SMALL_ORDERS),
        (lambda made: {"keys": [ed25519("02" * 31)]}, "cannot be read"),
        (lambda made: public_of(jwk.RSAKey.generate_key(1024)), "2048"),
        (lambda made: {"keys": public_of(made["ES256"])["keys"] * 2}, "same kid"),
        (lambda made: {"keys": [public_of(made["ES256"])["keys"][0] | {"kid": ["x"]}]}, "a text"),
    ],
)
def test_a_document_that_cannot_be_used_is_refused(private, document, said):
    made = document(private)

    with pytest.raises(ValidationError, match=said):
        keys.check(made if isinstance(made, str) else json.dumps(made))


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
