"""GitHub, Google, Facebook and X: what each answers, and what is made of it."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
import responses
from django.contrib.auth import get_user_model
from social_django.models import UserSocialAuth

from tests.accounts.social.conftest import Browser, told

User = get_user_model()
KEY = "the-key-of-this-site"
API = "https://api.github.com"
NESTED = "[" * 100_000
GRAPH = "https://graph.facebook.com/v24.0"


@dataclass
class Recorded:
    """A provider's answer, in the shape of its documentation and of its real answers."""

    name: str
    provider: str
    origin: str
    token: tuple
    profile: list[tuple]
    proof: tuple | None
    uid: str
    username: str
    email: str = ""


RECORDED = [
    Recorded(
        name="GitHub",
        provider="github",
        origin="https://github.com",
        token=(
            "POST",
            "https://github.com/login/oauth/access_token",
            {"access_token": "gho_16C7e42F", "scope": "user:email", "token_type": "bearer"},
        ),
        profile=[
            (
                "GET",
                f"{API}/user",
                {
                    "login": "ada",
                    "id": 583231,
                    "node_id": "MDQ6VXNlcjU4MzIzMQ==",
                    "type": "User",
                    "name": "Ada Lovelace",
                    "email": None,
                },
            ),
            (
                "GET",
                f"{API}/user/emails",
                [
                    {"email": "old@example.com", "primary": False, "verified": True},
                    {"email": "ada@example.com", "primary": True, "verified": True},
                ],
            ),
        ],
        proof=(
            "POST",
            f"{API}/applications/{KEY}/token",
            {"id": 1, "token": "gho_16C7e42F", "app": {"name": "Polls", "client_id": KEY}},
        ),
        uid="583231",
        username="ada",
        email="ada@example.com",
    ),
    Recorded(
        name="Google",
        provider="google-oauth2",
        origin="https://accounts.google.com",
        token=(
            "POST",
            "https://accounts.google.com/o/oauth2/token",
            {"access_token": "ya29.a0Af", "expires_in": 3599, "token_type": "Bearer"},
        ),
        profile=[
            (
                "GET",
                "https://www.googleapis.com/oauth2/v3/userinfo",
                {
                    "sub": "110169484474386276334",
                    "name": "Ada Lovelace",
                    "given_name": "Ada",
                    "family_name": "Lovelace",
                    "email": "countess@example.com",
                    "email_verified": True,
                },
            )
        ],
        proof=(
            "GET",
            "https://oauth2.googleapis.com/tokeninfo",
            {
                "azp": KEY,
                "aud": KEY,
                "sub": "110169484474386276334",
                "scope": "openid email profile",
                "exp": "1732424000",
                "expires_in": "3599",
                "email": "countess@example.com",
                "email_verified": "true",
            },
        ),
        uid="110169484474386276334",
        username="ada",
        email="countess@example.com",
    ),
    Recorded(
        name="Facebook",
        provider="facebook",
        origin="https://www.facebook.com https://m.facebook.com",
        token=(
            "GET",
            f"{GRAPH}/oauth/access_token",
            {"access_token": "EAAB", "token_type": "bearer", "expires_in": 5183944},
        ),
        profile=[("GET", f"{GRAPH}/me", {"name": "Ada Lovelace", "id": "10221234567890123"})],
        proof=(
            "GET",
            f"{GRAPH}/debug_token",
            {
                "data": {
                    "app_id": KEY,
                    "type": "USER",
                    "application": "Polls",
                    "is_valid": True,
                    "scopes": ["public_profile"],
                    "user_id": "10221234567890123",
                }
            },
        ),
        uid="10221234567890123",
        username="adalovelace",
    ),
    Recorded(
        name="X",
        provider="twitter-oauth2",
        origin="https://x.com https://twitter.com",
        token=(
            "POST",
            "https://api.x.com/2/oauth2/token",
            {
                "token_type": "bearer",
                "expires_in": 7200,
                "access_token": "WmFJ",
                "scope": "users.read",
            },
        ),
        profile=[
            (
                "GET",
                "https://api.twitter.com/2/users/me",
                {"data": {"id": "2244994945", "name": "Ada Lovelace", "username": "Ada_L"}},
            )
        ],
        proof=None,
        uid="2244994945",
        username="ada_l",
    ),
]
CONVERTIBLE = [recorded for recorded in RECORDED if recorded.proof]
each = pytest.mark.parametrize("recorded", RECORDED, ids=lambda recorded: recorded.name)
each_convertible = pytest.mark.parametrize("recorded", CONVERTIBLE, ids=lambda each: each.name)


@pytest.fixture
def mocked():
    with responses.RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


def answer(mock, call, data=None, status=200, **kwargs):
    method, url, recorded = call
    kwargs = kwargs or {"json": recorded if data is None else data}
    mock.add(method, re.compile(re.escape(url) + r"(\?.*)?$"), status=status, **kwargs)


@pytest.fixture(autouse=True)
def _all_are_on(settings):
    for recorded in RECORDED:
        setting = f"SOCIAL_AUTH_{recorded.provider.upper().replace('-', '_')}"
        setattr(settings, f"{setting}_KEY", KEY)
        setattr(settings, f"{setting}_SECRET", "the-secret-of-this-site")
        settings.AUTHENTICATION_BACKENDS = [
            *settings.AUTHENTICATION_BACKENDS,
            f"accounts.social.providers.{recorded.name}",
        ]
    settings.SOCIAL_AUTH_CONVERT_BACKENDS = [
        recorded.provider for recorded in RECORDED if recorded.proof
    ]


def come_back(recorded, browser, begin):
    state = parse_qs(urlsplit(begin(browser, recorded.provider)).query)["state"][0]
    return browser.get(f"/auth/complete/{recorded.provider}/?code=a-code&state={state}")


@pytest.fixture
def convert(post_token, password_client):
    def post(provider):
        data = {"grant_type": "convert_token", "backend": provider, "token": "a-token"}
        return post_token(password_client, "/auth/convert-token", **data)

    return post


# In a browser -------------------------------------------------------------------------


@each
def test_the_browser_is_sent_there_with_state_and_without_secret(recorded, visitor, begin):
    url = begin(visitor, recorded.provider)

    assert f"{urlsplit(url).scheme}://{urlsplit(url).netloc}" == recorded.origin.split()[0]
    query = parse_qs(urlsplit(url).query)
    assert query["client_id"] == [KEY]
    assert query["redirect_uri"] == [f"http://localhost/auth/complete/{recorded.provider}/"]
    assert len(query["state"][0]) >= 32
    assert "the-secret-of-this-site" not in url
    if recorded.name != "Facebook":  # which has no PKCE for servers
        assert query["code_challenge_method"][0].lower() == "s256"


def test_the_sign_in_page_has_a_button_for_each_and_lets_it_pass(client, db):
    response = client.get("/accounts/auth/")

    for recorded in RECORDED:
        assert f"Continue with {recorded.name}" in response.content.decode()
        assert recorded.origin in response["Content-Security-Policy"]


@each
def test_a_stranger_is_known_by_the_stable_id(recorded, visitor, begin, mocked):
    for call in [recorded.token, *recorded.profile]:
        answer(mocked, call)

    response = come_back(recorded, visitor, begin)

    assert response["Location"] == "/polls/", told(response)
    user = User.objects.get()
    assert (user.username, user.email) == (recorded.username, recorded.email)
    account = UserSocialAuth.objects.get()
    assert (account.provider, account.uid) == (recorded.provider, recorded.uid)
    assert recorded.token[2]["access_token"] not in str(account.extra_data)


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_the_provider_did_not_verify_is_left_out(visitor, begin, mocked, verified):
    google = RECORDED[1]
    answer(mocked, google.token)
    answer(mocked, google.profile[0], google.profile[0][2] | {"email_verified": verified})

    come_back(google, visitor, begin)

    assert User.objects.get().email == ""


@pytest.mark.parametrize(
    "emails",
    [
        [],
        [{"email": "ada@example.com", "primary": True, "verified": False}],
        [{"email": "ada@example.com", "primary": False, "verified": True}],
    ],
)
def test_github_needs_a_primary_address_that_is_verified(visitor, begin, mocked, emails):
    github = RECORDED[0]
    answer(mocked, github.token)
    answer(mocked, github.profile[0], github.profile[0][2] | {"email": "shown@example.com"})
    answer(mocked, github.profile[1], emails)

    come_back(github, visitor, begin)

    assert User.objects.get().email == ""


def test_github_without_leave_to_see_addresses_tells_none(visitor, begin, mocked):
    github = RECORDED[0]
    answer(mocked, github.token)
    answer(mocked, github.profile[0], github.profile[0][2] | {"email": "shown@example.com"})
    answer(mocked, github.profile[1], {"message": "Not Found"}, status=404)

    come_back(github, visitor, begin)

    assert User.objects.get().email == ""


# The provider's troubles ------------------------------------------------------------------


@each
@pytest.mark.parametrize(
    "trouble",
    [
        {"body": requests.ReadTimeout()},
        {"status": 500, "body": "<html>oops</html>"},
        {"status": 401, "json": {"error": "invalid_client"}},
        {"body": b"\xff\xfe\x00"},
        {"body": NESTED},
        {"status": 400, "body": NESTED},
        {"json": []},
    ],
)
@pytest.mark.parametrize("where", ["token", "profile"])
def test_in_a_browser_it_is_told_in_words(recorded, visitor, begin, mocked, trouble, where):
    answer(mocked, recorded.token, **({} if where == "profile" else trouble))
    answer(mocked, recorded.profile[0], **({} if where == "token" else trouble))
    for call in recorded.profile[1:]:
        answer(mocked, call)

    response = come_back(recorded, visitor, begin)

    assert response["Location"] == "/accounts/auth/?next=/polls/"
    assert recorded.name in told(response)[0]
    assert not User.objects.exists()


TROUBLES = [
    ({"body": requests.ConnectTimeout()}, 503),
    ({"body": requests.ReadTimeout()}, 503),
    ({"body": requests.ConnectionError()}, 503),
    ({"status": 500, "body": "<html>oops</html>"}, 503),
    ({"status": 503, "json": {"message": "busy"}}, 503),
    ({"status": 429, "json": {}}, 503),
    ({"body": "<html>maintenance</html>"}, 503),
    ({"body": b"\xff\xfe\x00"}, 503),
    ({"body": ""}, 503),
    ({"body": NESTED}, 503),
    ({"status": 400, "body": NESTED}, 503),
    ({"status": 401, "json": {"message": "Bad credentials"}}, 400),
    ({"status": 400, "json": {"error": "invalid_token"}}, 400),
    ({"status": 404, "body": ""}, 400),
    ({"json": None}, (400, 503)),
    ({"json": []}, (400, 503)),
    ({"json": {}}, (400, 503)),
    ({"json": "x"}, (400, 503)),
    ({"json": 1}, (400, 503)),
    ({"json": {"data": [], "app": "x", "aud": {}}}, (400, 503)),
]


@each_convertible
@pytest.mark.parametrize(("trouble", "status"), TROUBLES)
@pytest.mark.parametrize("where", ["proof", "profile"])
def test_for_a_client_it_has_the_rfcs_shape(recorded, convert, mocked, trouble, status, where):
    answer(mocked, recorded.proof, **({} if where == "profile" else trouble))
    answer(mocked, recorded.profile[0], **({} if where == "proof" else trouble))
    for call in recorded.profile[1:]:
        answer(mocked, call)

    response = convert(recorded.provider)

    assert response.status_code in (status if isinstance(status, tuple) else [status])
    error = {400: "invalid_grant", 503: "temporarily_unavailable"}[response.status_code]
    assert response.json()["error"] == error
    assert response["Cache-Control"] == "no-store"
    assert not User.objects.exists()


@each
@pytest.mark.parametrize(
    "identity",
    [None, "", True, 1.5, [], {"a": 1}, "x" * 255, "a\0b", "a\nb", "\ud800"],
)
def test_an_id_that_is_none_is_refused(recorded, visitor, begin, mocked, identity):
    name = "sub" if recorded.name == "Google" else "id"
    method, url, body = recorded.profile[0]
    body = {"data": body["data"] | {name: identity}} if "data" in body else body | {name: identity}
    answer(mocked, recorded.token)
    answer(mocked, (method, url, body))
    for call in recorded.profile[1:]:
        answer(mocked, call)

    response = come_back(recorded, visitor, begin)

    assert response["Location"] == "/accounts/auth/?next=/polls/"
    assert not UserSocialAuth.objects.exists()


@pytest.mark.parametrize(
    ("name", "first_name", "username"),
    [
        ("Zoë \N{WOMAN}\N{ZERO WIDTH JOINER}\N{PERSONAL COMPUTER}", "Zoë", "zo"),
        ("a\0b\nc", "abc", "abc"),
        ("x" * 5000, "x" * 150, "x" * 30),
        ("", "", "user"),
        (None, "", "user"),
        ("阿达", "阿达", "user"),
    ],
)
def test_a_name_may_be_anything(visitor, begin, mocked, name, first_name, username):
    facebook = RECORDED[2]
    answer(mocked, facebook.token)
    answer(mocked, facebook.profile[0], facebook.profile[0][2] | {"name": name})

    come_back(facebook, visitor, begin)

    user = User.objects.get()
    assert (user.first_name, user.username) == (first_name, username)


@pytest.mark.parametrize("email", ["", "ada", "a@b\0.example", f"{'x' * 250}@example.com"])
def test_an_address_that_is_none_is_left_out(visitor, begin, mocked, email):
    google = RECORDED[1]
    answer(mocked, google.token)
    answer(mocked, google.profile[0], google.profile[0][2] | {"email": email})

    come_back(google, visitor, begin)

    assert User.objects.get().email == ""


# Whom a token was issued to -----------------------------------------------------------------


@each_convertible
def test_a_token_of_this_site_is_converted(recorded, convert, mocked):
    for call in [recorded.proof, *recorded.profile]:
        answer(mocked, call)

    response = convert(recorded.provider)

    assert response.status_code == 200, response.content
    assert UserSocialAuth.objects.get().uid == recorded.uid


@each_convertible
def test_a_token_of_another_site_is_not(recorded, convert, mocked):
    method, url, body = recorded.proof
    for call in recorded.profile:
        answer(mocked, call)
    other = eval(repr(body).replace(KEY, "the-key-of-another-site"))  # noqa: S307
    answer(mocked, (method, url, other))

    response = convert(recorded.provider)

    assert (response.status_code, response.json()["error"]) == (400, "invalid_grant")
    assert not User.objects.exists()
    assert len(mocked.calls) == 1  # nothing more is asked


@pytest.mark.parametrize(
    "wrong", [{"is_valid": False}, {"is_valid": "true"}, {"type": "APP"}, {"type": "PAGE"}]
)
def test_facebook_must_say_valid_and_of_a_user(convert, mocked, wrong):
    facebook = RECORDED[2]
    answer(mocked, facebook.proof, {"data": facebook.proof[2]["data"] | wrong})
    answer(mocked, facebook.profile[0])

    assert convert("facebook").json()["error"] == "invalid_grant"


def test_github_is_asked_with_this_sites_own_credentials(convert, mocked):
    github = RECORDED[0]
    for call in [github.proof, *github.profile]:
        answer(mocked, call)

    convert("github")

    check = mocked.calls[0].request
    assert check.headers["Authorization"].startswith("Basic ")
    assert b'"a-token"' in check.body


def test_x_cannot_tell_and_is_not_offered(convert, mocked, settings):
    assert convert("twitter-oauth2").json()["error"] == "invalid_request"

    settings.SOCIAL_AUTH_CONVERT_BACKENDS = ["twitter-oauth2"]  # named all the same
    answer(mocked, RECORDED[3].profile[0])

    assert convert("twitter-oauth2").json()["error"] == "invalid_grant"
    assert not User.objects.exists()


def test_one_who_uses_two_providers_has_two_users_until_they_connect(begin, mocked, db):
    for recorded in (RECORDED[2], RECORDED[3]):
        for call in [recorded.token, *recorded.profile]:
            answer(mocked, call)
        come_back(recorded, Browser(), begin)

    assert User.objects.count() == 2
