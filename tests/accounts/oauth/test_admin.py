import re

import pytest
from django.contrib.auth.hashers import check_password
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from oauth2_provider.models import AccessToken, Application, Grant, RefreshToken

from accounts.oauth import applications
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

LIST = "/admin/oauth2_provider/application/"
ADD = LIST + "add/"


@pytest.fixture
def admin(ada, browser_as):
    return browser_as(ada)


def shown(response):
    """The secret on the page, or None."""
    found = re.search(r'id="client-secret">([^<]+)<', response.content.decode())
    return found and found[1]


def fill(admin, **changes):
    """Submit the form as it is shown, with these changes."""
    form = admin.get(ADD).context["adminform"].form
    data = {name: form[name].value() or "" for name in form.fields}
    return admin.post(ADD, data | changes, follow=True)


PASSWORD_APP = {
    "name": "Pollster",
    "client_type": "confidential",
    "authorization_grant_type": "password",
}


def test_a_new_application_shows_its_secret_once(alice, admin, post_token):
    page = fill(admin, **PASSWORD_APP)

    secret, application = shown(page), Application.objects.get()
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]
    assert "cannot be shown again" in page.content.decode()
    assert check_password(secret, application.client_secret)
    for again in [f"{LIST}{application.pk}/change/", LIST]:
        body = admin.get(again).content.decode()
        assert secret not in body
        assert application.client_secret not in body
    granted = post_token(
        client_id=application.client_id,
        client_secret=secret,
        grant_type="password",
        username="alice",
        password=PASSWORD,
    )
    assert granted.status_code == 200


def test_the_form_explains_the_grants_and_offers_no_others(admin):
    page = admin.get(ADD).content.decode()

    assert "Resource owner password-based" in page
    assert "RFC 9700 forbids it" in page
    for gone in ["Implicit", "hybrid"]:
        assert gone not in page


def test_a_client_id_and_a_secret_of_ones_own_are_taken(admin):
    secret = "a-secret-of-more-than-thirty-two-characters"

    page = fill(admin, **PASSWORD_APP, client_id="mine", client_secret=secret)

    assert shown(page) == secret
    assert check_password(secret, Application.objects.get(client_id="mine").client_secret)


@pytest.mark.parametrize(
    "wrong",
    [
        {"client_secret": "short"},
        {"client_type": "public"},
        {"authorization_grant_type": "implicit"},
        {"authorization_grant_type": "openid-hybrid"},
        {"authorization_grant_type": "authorization-code", "redirect_uris": ""},
        {"authorization_grant_type": "authorization-code", "redirect_uris": "http://a.example/"},
        {"authorization_grant_type": "authorization-code", "redirect_uris": "javascript:alert(1)"},
        {"authorization_grant_type": "authorization-code", "redirect_uris": "https://*.example/"},
    ],
)
def test_an_unsafe_application_is_refused_in_words(admin, wrong):
    page = fill(admin, **PASSWORD_APP | wrong)

    assert page.context["adminform"].form.errors
    assert not Application.objects.exists()


@pytest.mark.parametrize(
    "uri",
    ["https://app.example/cb", "http://127.0.0.1/cb", "http://[::1]/cb", "http://localhost:8000/"],
)
def test_a_public_application_has_no_secret(admin, uri):
    page = fill(
        admin,
        name="App",
        client_type="public",
        authorization_grant_type="authorization-code",
        redirect_uris=uri,
    )

    assert shown(page) is None
    assert "has no secret" in page.content.decode()
    assert Application.objects.get().redirect_uris == uri


@pytest.mark.parametrize("has_key", [False, True])
def test_id_tokens_are_signed_where_there_is_a_key(admin, settings, key, has_key):
    settings.OAUTH2_PROVIDER = {
        **settings.OAUTH2_PROVIDER,
        "OIDC_ENABLED": has_key,
        "OIDC_RSA_PRIVATE_KEY": key if has_key else "",
    }
    fill(admin, **PASSWORD_APP)

    assert Application.objects.get().algorithm == ("RS256" if has_key else "")


def test_an_application_is_changed_and_keeps_its_secret(admin, password_client):
    application = password_client.application
    url = f"{LIST}{application.pk}/change/"
    fields = {"client_type": "confidential", "authorization_grant_type": "client-credentials"}

    response = admin.post(url, {"name": "Renamed", "redirect_uris": "", "user": "", **fields})

    assert response.status_code == 302
    changed = Application.objects.get(name="Renamed", client_id=application.client_id)
    assert changed.client_secret == application.client_secret


def run(admin, action, *applications, **form):
    chosen = [application.pk for application in applications]
    form = {"action": action, "_selected_action": chosen} | form
    return admin.post(LIST, form, follow=True)


def test_a_new_secret_is_made_when_it_is_confirmed(admin, password_client):
    page = run(admin, "new_secret", password_client.application)

    assert "The old one stops working at once" in page.content.decode()
    application = Application.objects.get()
    assert check_password(password_client.secret, application.client_secret)


def test_a_new_secret_replaces_the_old(admin, password_client):
    page = run(admin, "new_secret", password_client.application, confirmed="yes")

    application = Application.objects.get()
    assert check_password(shown(page), application.client_secret)
    assert not check_password(password_client.secret, application.client_secret)


def test_a_public_application_gets_no_new_secret(admin, public_client):
    page = run(admin, "new_secret", public_client.application, confirmed="yes")

    assert "one confidential application" in page.content.decode()
    assert shown(page) is None


def test_neither_do_two_at_once(admin, password_client, code_client):
    both = [password_client.application, code_client.application]
    assert run(admin, "new_secret", *both, confirmed="yes")
    assert check_password(
        password_client.secret,
        Application.objects.get(pk=password_client.application.pk).client_secret,
    )


def test_all_access_of_an_application_can_be_ended(alice, admin, sign_in, password_client):
    sign_in(alice)

    run(admin, "end_access", password_client.application)

    assert not AccessToken.objects.exists()
    assert not RefreshToken.objects.filter(revoked=None).exists()


@pytest.mark.parametrize(
    "model", ["accesstoken", "refreshtoken", "grant", "idtoken", "application"]
)
def test_every_page_opens_and_shows_no_credential(
    alice, admin, sign_in, make_code, code_client, password_client, model
):
    granted = sign_in(alice)
    make_code(code_client, alice, code="a-secret-code")
    pages = [f"/admin/oauth2_provider/{model}/"]
    row = {"accesstoken": AccessToken, "refreshtoken": RefreshToken, "grant": Grant}.get(
        model, Application
    ).objects.first()
    if model != "idtoken":
        pages.append(f"/admin/oauth2_provider/{model}/{row.pk}/change/")

    for page in pages:
        response = admin.get(page)
        body = response.content.decode()
        assert response.status_code == 200
        assert "View on site" not in body
        for secret in [granted["access_token"], granted["refresh_token"], "a-secret-code"]:
            assert secret not in body


@pytest.mark.parametrize("model", ["accesstoken", "refreshtoken", "grant", "idtoken"])
def test_nothing_is_issued_or_changed_by_hand(admin, model):
    assert admin.get(f"/admin/oauth2_provider/{model}/add/").status_code == 403


@pytest.mark.parametrize("model", ["accesstoken", "refreshtoken"])
@pytest.mark.parametrize("by", ["page", "list"])
def test_deleting_a_token_ends_its_pair(alice, admin, sign_in, model, by):
    sign_in(alice)
    row = {"accesstoken": AccessToken, "refreshtoken": RefreshToken}[model].objects.get()
    url = f"/admin/oauth2_provider/{model}/"

    if by == "page":
        admin.post(f"{url}{row.pk}/delete/", {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        admin.post(url, chosen)

    assert not AccessToken.objects.exists()
    assert not RefreshToken.objects.filter(revoked=None).exists()


@pytest.mark.parametrize("what", ["user", "application"])
def test_who_holds_tokens_can_be_deleted(alice, admin, sign_in, password_client, what):
    sign_in(alice)
    url = {
        "user": f"/admin/accounts/user/{alice.pk}/delete/",
        "application": f"{LIST}{password_client.application.pk}/delete/",
    }[what]

    response = admin.post(url, {"post": "yes"})

    assert response.status_code == 302
    assert not AccessToken.objects.exists()
    assert not RefreshToken.objects.exists()


def test_who_may_only_look_sees_no_form(make_user, browser_as, password_client):
    clerk = make_user("clerk", is_staff=True)
    clerk.user_permissions.add(Permission.objects.get(codename="view_application"))
    page = browser_as(clerk).get(f"{LIST}{password_client.application.pk}/change/")

    assert page.status_code == 200
    assert password_client.application.client_secret not in page.content.decode()


def test_a_grant_that_is_not_offered_is_refused_by_the_rule_as_well():
    application = Application(authorization_grant_type="implicit", client_type="confidential")

    with pytest.raises(ValidationError, match="not offered"):
        applications.clean(application)
