"""A client learns of its own tokens, and a resource server of all."""

import pytest

from accounts.oauth import applications
from accounts.oauth.models import ResourceServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def asking(password_client, code_client, resource_server, make_client):
    """The client that asks about a token of ``password_client``."""
    ended = make_client("client-credentials", name="Was a resource server")
    applications.set_resource_server(ended.application, is_so=True)
    applications.set_resource_server(ended.application, is_so=False)
    return {
        "the client itself": password_client,
        "another client": code_client,
        "a machine": make_client("client-credentials"),
        "a resource server": resource_server,
        "what was one": ended,
    }


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
@pytest.mark.parametrize(
    ("who", "is_told"),
    [
        ("the client itself", True),
        ("another client", False),
        ("a machine", False),
        ("a resource server", True),
        ("what was one", False),
    ],
)
def test_a_client_learns_of_its_own_tokens_and_a_resource_server_of_all(
    alice, sign_in, introspect, asking, caplog, which, who, is_told
):
    answer = introspect(sign_in(alice)[which], asking[who])

    assert answer.status_code == 200
    assert answer.json()["active"] is is_told
    if not is_told:
        assert answer.json() == {"active": False}
        assert "no resource server" in caplog.text


def test_only_authenticated_clients_may_ask(alice, sign_in, introspect, public_client):
    token = sign_in(alice)["access_token"]

    assert introspect(token, public_client).status_code == 401
    assert introspect(token, None).status_code == 401


def test_a_bearer_is_no_client(alice, sign_in, api):
    headers = {"Authorization": f"Bearer {sign_in(alice)['access_token']}"}

    response = api.post("/auth/introspect", {"token": "x"}, headers=headers)

    assert response.status_code == 401


def test_a_missing_token_is_named(post_token, machine):
    response = post_token(machine, "/auth/introspect")

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_request"


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
