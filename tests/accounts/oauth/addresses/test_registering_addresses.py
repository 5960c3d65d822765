"""The rule for redirect addresses holds wherever one is registered or gone to."""

import pytest
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from oauth2_provider.models import Application

from accounts.oauth import redirects
from tests.accounts.oauth.addresses.test_redirect_addresses import BAD
from tests.accounts.oauth.conftest import CALLBACK

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("uri", [uri for uri, _ in BAD if not any(c.isspace() for c in uri)])
def test_the_rule_holds_at_the_model(uri):
    application = Application(
        name="Evil",
        client_type="public",
        authorization_grant_type="authorization-code",
        redirect_uris=f"{CALLBACK} {uri}",
    )

    with pytest.raises(ValidationError) as refused:
        application.full_clean()
    assert "redirect_uris" in refused.value.message_dict


OF_EACH_KIND = [
    "http://evil.example/cb",
    "https://app.example:99999/cb",
    "https://bücher.example/cb",
    "https://a.example/cb,https://b.example/cb",
    "javascript:alert(1)",
    "https://a.example/cb#x",
]


@pytest.mark.parametrize("uri", OF_EACH_KIND)
def test_and_in_the_admin(ada, browser_as, uri):
    page = browser_as(ada).post(
        "/admin/oauth2_provider/application/add/",
        {
            "name": "Evil",
            "client_id": "evil",
            "client_secret": "x" * 40,
            "client_type": "public",
            "authorization_grant_type": "authorization-code",
            "redirect_uris": uri,
        },
    )

    (fault,) = page.context["adminform"].form.errors["redirect_uris"]
    assert str(redirects.fault_of(uri, is_public=True)) == fault
    assert not Application.objects.exists()


@pytest.mark.parametrize("uri", OF_EACH_KIND)
def test_and_in_both_commands(uri, capsys):
    with pytest.raises(CommandError):
        call_command("createapp", grant="authorization-code", redirect_uri=[uri])
    call_command("createapplication", "public", "authorization-code", redirect_uris=uri)

    assert str(redirects.fault_of(uri, is_public=True)) in capsys.readouterr().out
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    ("arguments", "options", "word"),
    [
        (["public", "implicit"], {"redirect_uris": CALLBACK}, "not offered"),
        (["public", "openid-hybrid"], {"redirect_uris": CALLBACK}, "not offered"),
        (["public", "password"], {}, "the authorization code or the device code only"),
        (["confidential", "authorization-code"], {}, "needs an address"),
        (["confidential", "password"], {"hash_client_secret": False}, "Only a hash"),
        (["confidential", "password"], {"algorithm": "HS256"}, "choose RS256"),
        (["confidential", "password"], {"algorithm": "RS256"}, "no key"),
        (["confidential", "password"], {"client_secret": make_password("x")}, "This is a hash"),
        (["confidential", "password"], {"client_secret": "no$such$hash"}, ""),
    ],
)
def test_the_toolkits_command_keeps_the_other_rules_too(arguments, options, word, capsys):
    call_command("createapplication", *arguments, **options)

    printed = capsys.readouterr().out
    if word:
        assert word in printed
        assert not Application.objects.exists()
    else:  # no hash that this site could check: a secret like any other
        assert "created successfully" in printed
