"""An administrator makes an application a resource server by a tick."""

import pytest

from accounts.oauth import applications
from accounts.oauth.models import ResourceServer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("client_type", "grant", "ticked", "is_one"),
    [
        ("confidential", "client-credentials", "on", True),
        ("confidential", "client-credentials", "", False),
        ("public", "authorization-code", "on", False),
    ],
)
def test_an_administrator_registers_it_by_a_tick(
    ada, browser_as, make_client, client_type, grant, ticked, is_one
):
    application = make_client(grant, client_type).application
    applications.set_resource_server(application, is_so=not is_one)
    url = f"/admin/oauth2_provider/application/{application.pk}/change/"
    browser = browser_as(ada)
    form = browser.get(url).context["adminform"].form
    assert form["is_resource_server"].value() is not is_one
    data = {name: form[name].value() or "" for name in form.fields}

    page = browser.post(url, data | {"is_resource_server": ticked})

    if client_type == "public":
        assert "no secret to authenticate itself with" in page.content.decode()
    else:
        assert page.status_code == 302
        assert ResourceServer.objects.filter(application=application).exists() is is_one


def test_a_public_client_cannot_ask_by_naming_itself_and_another_grant(
    alice, make_access_token, public_client, introspect, post_token
):
    make_access_token(alice, raw="hers", application=public_client.application)
    grant = "urn:ietf:params:oauth:grant-type:device_code"  # public clients may use it

    answer = post_token(public_client, "/auth/introspect", token="hers", grant_type=grant)

    assert answer.status_code == 401
