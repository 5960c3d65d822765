"""An access token of a provider, converted to one of this site."""

import pytest
import requests
from django.contrib.auth import get_user_model
from oauth2_provider.models import AccessToken, RefreshToken

from accounts.social import provider
from tests.accounts.oauth.conftest import encoded

User = get_user_model()


@pytest.fixture
def token_of(demo_provider):
    """``token_of("dora")``: what the demo provider gives to one of its clients."""

    def fetch(person, client="demo"):
        answer = requests.post(
            f"{demo_provider.url}/token",
            {"grant_type": "password", "username": person},
            auth=(client, client),
            timeout=5,
        )
        return answer.json()["access_token"]

    return fetch


@pytest.fixture
def convert(post_token, demo_provider):
    def post(client=None, path="/auth/convert-token", /, **data):
        data = {"grant_type": "convert_token", "backend": "demo"} | data
        return post_token(client, path, **{k: v for k, v in data.items() if v is not None})

    return post


@pytest.fixture
def _no_calls(monkeypatch):
    def call(*args, **kwargs):
        raise AssertionError("a call went out")

    monkeypatch.setattr("requests.request", call)


@pytest.mark.parametrize("path", ["/auth/convert-token", "/auth/convert-token/"])
def test_a_token_of_a_stranger_makes_a_user_and_signs_them_in(
    password_client, convert, api, token_of, path
):
    response = convert(password_client, path, token=token_of("dora"))

    assert response.status_code == 200, response.content
    assert response["Cache-Control"] == "no-store"
    issued = response.json()
    assert issued["token_type"] == "Bearer"
    assert issued["expires_in"] <= 3600
    dora = User.objects.get()
    assert (dora.username, dora.email) == ("dora", "dora@example.com")
    assert dora.last_login
    bearer = {"Authorization": f"Bearer {issued['access_token']}"}
    assert api.get("/polls/api/questions", headers=bearer).status_code == 200


def test_json_and_client_basic_do_as_well(password_client, api, token_of):
    response = api.post(
        "/auth/convert-token",
        {"grant_type": "convert_token", "backend": "demo", "token": token_of("dora")},
        format="json",
        headers={"Authorization": password_client.basic},
    )

    assert response.status_code == 200


def test_browser_and_app_meet_the_same_user(password_client, convert, token_of, come_back, visitor):
    come_back(visitor, "dora")
    convert(password_client, token=token_of("dora"))

    assert User.objects.count() == 1


def test_what_it_issues_is_hashed_and_refreshed_like_any_other(
    password_client, convert, post_token, token_of
):
    issued = convert(password_client, token=token_of("dora")).json()

    rows = [*AccessToken.objects.values_list("token"), *RefreshToken.objects.values_list("token")]
    assert issued["access_token"] not in str(rows)
    assert issued["refresh_token"] not in str(rows)
    again = {"grant_type": "refresh_token", "refresh_token": issued["refresh_token"]}
    assert post_token(password_client, **again).status_code == 200
    assert post_token(password_client, **again).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("asked", "granted"),
    [
        (None, "polls:read polls:vote"),
        ("polls:read", "polls:read"),
        ("polls:write profile", "polls:write profile"),
    ],
)
def test_it_grants_what_was_asked_or_the_default(
    password_client, convert, token_of, asked, granted
):
    response = convert(password_client, token=token_of("dora"), scope=asked)

    assert response.json()["scope"] == granted


def test_a_public_client_names_itself(public_client, convert, token_of):
    response = convert(public_client, token=token_of("dora"))

    assert response.status_code == 200


def test_a_session_in_the_browser_does_no_harm(alice, password_client, browser_as, token_of):
    browser = browser_as(alice)
    data = password_client.credentials | {
        "grant_type": "convert_token",
        "backend": "demo",
        "token": token_of("dora"),
    }
    response = browser.post(
        "/auth/convert-token", encoded(data), content_type="application/x-www-form-urlencoded"
    )

    assert response.status_code == 200
    assert AccessToken.objects.get().user.username == "dora"
    assert not alice.social_auth.exists()


# Refusals ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "status", "error"),
    [
        ({"token": None}, 400, "invalid_request"),
        ({"backend": None}, 400, "invalid_request"),
        ({"grant_type": None}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"token": ["a", "b"]}, 400, "invalid_request"),
        ({"backend": ["demo", "demo"]}, 400, "invalid_request"),
        ({"backend": "Django"}, 400, "invalid_request"),
        ({"backend": "django"}, 400, "invalid_request"),
        ({"backend": "github"}, 400, "invalid_request"),
        ({"backend": "../demo"}, 400, "invalid_request"),
        ({"scope": "openid"}, 400, "invalid_scope"),
        ({"scope": "polls:read openid"}, 400, "invalid_scope"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_secret": None}, 401, "invalid_client"),
        ({"client_id": "nobody"}, 401, "invalid_client"),
        ({"client_id": None, "client_secret": None}, 401, "invalid_client"),
        ({"token": "é"}, 400, "invalid_grant"),
        ({"token": "x\r\nHost: evil"}, 400, "invalid_grant"),
        ({"token": "x" * 5000}, 400, "invalid_grant"),
        ({"token": "\0"}, 400, "invalid_request"),
    ],
)
@pytest.mark.usefixtures("_no_calls")
def test_it_is_refused_before_any_call_goes_out(password_client, convert, data, status, error):
    response = convert(None, **password_client.credentials | {"token": "x"} | data)

    assert response.status_code == status
    assert response.json()["error"] == error
    assert response["Cache-Control"] == "no-store"
    assert ("WWW-Authenticate" in response) == (status == 401)
    assert not User.objects.exists()


@pytest.mark.parametrize("body", [b"[]", b"null", b'"x"', b"1", b"{", b"[" * 100_000])
def test_a_body_that_is_no_object_is_refused(api, db, body):
    response = api.post("/auth/convert-token", body, content_type="application/json")

    assert response.status_code == 400
    assert response.json()["error"] == "invalid_request"


def test_it_takes_nothing_from_the_url_and_no_get(api, db):
    assert api.get("/auth/convert-token").status_code == 405
    assert api.post("/auth/convert-token?token=x").status_code == 400


@pytest.mark.usefixtures("_no_calls")
def test_an_application_that_acts_for_nobody_cannot_convert(machine, convert):
    response = convert(machine, token="x")

    assert response.json()["error"] == "unauthorized_client"


def test_a_forged_token_is_refused(password_client, convert):
    response = convert(password_client, token="forged")

    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")


def test_a_token_made_for_another_site_is_refused(password_client, convert, token_of):
    response = convert(password_client, token=token_of("dora", client="another-site"))

    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")
    assert not User.objects.exists()


def test_a_deactivated_user_is_refused(password_client, convert, token_of):
    convert(password_client, token=token_of("dora"))
    dora = User.objects.get()
    dora.is_active = False
    dora.save()

    response = convert(password_client, token=token_of("dora"))

    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")
    assert response.json()["error_description"] == "User inactive or deleted."


def test_an_address_that_is_taken_is_told(make_user, password_client, convert, token_of):
    make_user("theodora", email="DORA@example.com")

    response = convert(password_client, token=token_of("dora"))

    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")
    assert "sign in" in response.json()["error_description"]
    assert User.objects.count() == 1


def test_bad_tokens_are_limited_and_good_ones_are_not(password_client, convert, token_of, settings):
    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"provider_token": (2, 300)}
    for _ in range(3):
        assert convert(password_client, token=token_of("dora")).status_code == 200
    for _ in range(2):
        assert convert(password_client, token="forged").status_code == 400

    response = convert(password_client, token=token_of("dora"))

    assert (response.status_code, response.json()["error"]) == (429, "slow_down")
    assert int(response["Retry-After"]) > 0


def test_a_provider_s_trouble_is_not_counted(password_client, convert, token_of, settings):
    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"provider_token": (2, 300)}
    good, url = token_of("dora"), settings.SOCIAL_AUTH_DEMO_URL
    settings.SOCIAL_AUTH_DEMO_URL = "http://127.0.0.1:9"
    answers = [convert(password_client, token=good).status_code for _ in range(3)]
    settings.SOCIAL_AUTH_DEMO_URL = url

    assert answers == [503] * 3
    assert convert(password_client, token=good).status_code == 200


def test_a_good_token_of_somebody_who_is_refused_is_not_counted(
    make_user, password_client, convert, token_of, settings
):
    make_user("theodora", email="dora@example.com")
    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"provider_token": (2, 300)}

    answers = [convert(password_client, token=token_of("dora")).status_code for _ in range(3)]

    assert answers == [400] * 3
    assert convert(password_client, token=token_of("emil")).status_code == 200


def test_secrets_are_guessed_at_as_seldom_as_passwords(password_client, convert):
    for _ in range(10):
        convert(None, client_id=password_client.id, client_secret="wrong", token="x")

    assert convert(password_client, token="x").status_code == 429


# The provider's troubles -----------------------------------------------------------------


def test_a_provider_that_is_down_is_temporary(password_client, convert, settings):
    settings.SOCIAL_AUTH_DEMO_URL = "http://127.0.0.1:9"

    response = convert(password_client, token="x")

    assert (response.status_code, response.json()["error"]) == (503, "temporarily_unavailable")
    assert int(response["Retry-After"]) > 0
    assert response["Cache-Control"] == "no-store"


def test_a_provider_that_drips_is_given_up(
    password_client, convert, dripping, settings, monkeypatch
):
    """A byte a while keeps every timeout of a socket waiting."""
    settings.SOCIAL_AUTH_DEMO_URL = dripping
    monkeypatch.setattr(provider, "SECONDS", 0.5)

    response = convert(password_client, token="x")

    assert (response.status_code, response.json()["error"]) == (503, "temporarily_unavailable")


def test_all_calls_together_are_bounded():
    assert provider.SECONDS < 10


@pytest.mark.usefixtures("_no_calls")
@pytest.mark.parametrize(
    "path", ["/polls/api/questions", "/accounts/api/me", "/accounts/api/tokens", "/auth/userinfo"]
)
def test_a_providers_token_as_bearer_is_refused_and_no_call_goes_out(api, demo_provider, db, path):
    response = api.get(path, headers={"Authorization": "Bearer demo a-token-of-the-provider"})

    assert response.status_code == 401
    assert "Bearer" in response["WWW-Authenticate"]
