from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, RefreshToken

from accounts.oauth import applications
from accounts.oauth.models import ResourceServer

pytestmark = pytest.mark.django_db


@pytest.fixture
def resource_server(machine):
    applications.set_resource_server(machine.application, is_so=True)
    return machine


@pytest.fixture
def introspect(post_token, resource_server):
    def post(token, client=resource_server):
        return post_token(client, "/auth/introspect", token=token)

    return post


def test_a_live_access_token_is_described(alice, sign_in, introspect, password_client):
    answer = introspect(sign_in(alice)["access_token"]).json()

    assert answer["exp"] - answer["iat"] == pytest.approx(3600, abs=2)
    assert answer | {"exp": 0, "iat": 0} == {
        "active": True,
        "token_type": "Bearer",
        "scope": "polls:read polls:vote",
        "client_id": password_client.id,
        "username": "alice",
        "sub": str(alice.pk),
        "exp": 0,
        "iat": 0,
    }


def test_a_live_refresh_token_is_described(alice, sign_in, introspect):
    answer = introspect(sign_in(alice)["refresh_token"]).json()

    assert answer["active"] is True
    assert answer["exp"] - answer["iat"] == 14 * 24 * 3600
    assert "token_type" not in answer


def test_a_token_of_nobody_has_no_subject(make_access_token, introspect):
    make_access_token(None, resource=["https://api.example"])

    answer = introspect("an-access-token").json()

    assert answer["aud"] == ["https://api.example"]
    assert "sub" not in answer


def expired(alice):
    AccessToken.objects.update(expires=timezone.now())


def revoked(alice):
    RefreshToken.objects.first().revoke()


def inactive(alice):
    type(alice)._base_manager.update(is_active=False)


def from_the_future(alice):
    later = timezone.now() + timedelta(days=1)
    AccessToken.objects.update(created=later)
    RefreshToken.objects.update(created=later)


def over(alice):
    RefreshToken.objects.update(created=timezone.now() - timedelta(days=14))


@pytest.mark.parametrize(
    ("which", "happened"),
    [
        ("access_token", expired),
        ("access_token", revoked),
        ("access_token", inactive),
        ("access_token", from_the_future),
        ("refresh_token", revoked),
        ("refresh_token", inactive),
        ("refresh_token", from_the_future),
        ("refresh_token", over),
    ],
)
def test_of_a_dead_one_nothing_more_is_said(alice, sign_in, introspect, which, happened):
    token = sign_in(alice)[which]

    happened(alice)

    assert introspect(token).json() == {"active": False}


def test_nor_of_an_unknown_one(introspect):
    assert introspect("unknown").json() == {"active": False}


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
