"""The first half of the authorization code grant: the person is asked."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, Grant, RefreshToken

from tests.accounts.oauth.conftest import CALLBACK, CHALLENGE, ISSUER, VERIFIER, encoded
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


def ask(client, /, **changes):
    query = {
        "response_type": "code",
        "client_id": client.id,
        "redirect_uri": CALLBACK,
        "scope": "polls:read polls:vote",
        "state": "a-state",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    } | changes
    return "/auth/authorize?" + encoded({k: v for k, v in query.items() if v is not None})


def sent_back(response):
    """The parameters with which the browser goes back to the application."""
    assert response.status_code == 302
    assert response["Location"].startswith(CALLBACK + "?")
    return {
        name: value[0] for name, value in parse_qs(urlsplit(response["Location"]).query).items()
    }


def test_the_page_says_who_asks_for_what(alice, code_client, browser_as):
    response = browser_as(alice).get(ask(code_client))

    page = response.content.decode()
    assert response.status_code == 200
    assert "Allow Pollster?" in page
    assert "alice" in page
    assert "Vote in your name" in page
    assert "Ask, edit, close and delete questions" not in page
    assert "you are sent to https://client.example" in page


def test_the_page_is_neither_kept_nor_framed(alice, code_client, browser_as):
    response = browser_as(alice).get(ask(code_client))

    assert "no-store" in response["Cache-Control"]
    assert response["X-Frame-Options"] == "DENY"
    policy = response["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self' https://client.example;" in policy + ";"


def test_no_other_page_lets_forms_go_there(alice, code_client, browser_as):
    browser = browser_as(alice)
    browser.get(ask(code_client))

    assert "client.example" not in browser.get("/accounts/logout/")["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/auth/authorize", "/auth/authorize/"])
def test_allowing_gives_a_code_that_becomes_tokens(
    alice, code_client, browser_as, post_token, path
):
    url = ask(code_client).replace("/auth/authorize", path)

    answer = sent_back(browser_as(alice).post(url, {"allow": "yes"}))

    assert answer["state"] == "a-state"
    assert answer["iss"] == ISSUER
    tokens = post_token(
        code_client,
        grant_type="authorization_code",
        code=answer["code"],
        redirect_uri=CALLBACK,
        code_verifier=VERIFIER,
    )
    assert tokens.status_code == 200
    assert AccessToken.objects.get().user == alice


def test_denying_tells_the_application(alice, code_client, browser_as):
    answer = sent_back(browser_as(alice).post(ask(code_client), {"deny": "yes"}))

    assert answer["error"] == "access_denied"
    assert answer["state"] == "a-state"
    assert answer["iss"] == ISSUER
    assert not Grant.objects.exists()


def test_the_form_decides_nothing_but_yes_or_no(alice, code_client, browser_as):
    form = {"allow": "yes", "redirect_uri": "https://evil.example/", "scope": "polls:write"}

    sent_back(browser_as(alice).post(ask(code_client), form))

    assert Grant.objects.get().scope == "polls:read polls:vote"


def test_it_is_not_answered_from_another_site(alice, code_client, browser):
    browser.force_login(alice)

    response = browser.post(ask(code_client), {"allow": "yes"})

    assert response.status_code == 403
    assert not Grant.objects.exists()


def test_no_scope_means_the_default(alice, code_client, browser_as):
    browser_as(alice).post(ask(code_client, scope=None), {"allow": "yes"})

    assert Grant.objects.get().scope == "polls:read polls:vote"


def test_a_name_with_markup_is_text(alice, make_client, browser_as):
    client = make_client("authorization-code", name="<script>alert(1)</script>")

    assert "<script>alert" not in browser_as(alice).get(ask(client)).content.decode()


# People who are sent nowhere ----------------------------------------------------------


@pytest.mark.parametrize("prompt", [None, "none", "login", "consent", "create"])
@pytest.mark.parametrize("who", ["alice", "nobody"])
@pytest.mark.parametrize(
    "wrong",
    [
        {"redirect_uri": "https://evil.example/"},
        {"redirect_uri": CALLBACK + "/"},
        {"redirect_uri": CALLBACK + "?x=1"},
        {"redirect_uri": CALLBACK + "#x"},
        {"redirect_uri": "https://client.example@evil.example/callback"},
        {"redirect_uri": "http://client.example/callback"},
        {"redirect_uri": "https://CLIENT.example/callback"},
        {"redirect_uri": "https://client.example:443/callback"},
        {"redirect_uri": "https://client.example:/callback"},
        {"redirect_uri": "HTTPS://client.example/callback"},
        {"redirect_uri": "https://client.example/call%62ack"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": "//evil.example"},
        {"redirect_uri": [CALLBACK, "https://evil.example/"]},
        {"client_id": "unknown"},
        {"client_id": None},
        {"state": ["a", "b"]},
        {"code_challenge": [CHALLENGE, CHALLENGE]},
    ],
)
def test_an_unknown_address_is_never_gone_to(alice, code_client, client, prompt, who, wrong):
    if who == "alice":
        client.force_login(alice)
    for method in [client.get, client.post]:
        response = method(ask(code_client, prompt=prompt, **wrong))

        assert response.status_code == 400
        assert "Location" not in response
        assert "This request cannot be answered" in response.content.decode()
        assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("registered", "asked", "status"),
    [
        ("http://127.0.0.1/cb", "http://127.0.0.1:5000/cb", 200),
        ("http://127.0.0.1:5000/cb", "http://127.0.0.1/cb", 200),
        ("http://127.0.0.1:5000", "http://127.0.0.1:6000", 200),
        ("http://[::1]:5000/cb", "http://[::1]:6000/cb", 200),
        ("http://127.0.0.1/cb", "http://127.0.0.1:5000/other", 400),
        ("http://127.0.0.1/cb", "http://[::1]/cb", 400),
        ("http://127.0.0.1/cb", "http://127.0.0.1:x/cb", 400),
        ("http://127.0.0.1/cb", "http://127.0.0.1:80@evil.example/cb", 400),
        ("http://127.0.0.1/cb", "http://127.0.0.1:5000#/cb", 400),
        ("http://[::1]/cb", "http://[0:0:0:0:0:0:0:1]/cb", 400),
        ("http://localhost:5000/cb", "http://localhost:6000/cb", 400),
        ("https://127.0.0.1:5000/cb", "https://127.0.0.1:6000/cb", 400),
    ],
)
def test_only_on_a_loopback_address_the_port_is_free(
    alice, make_client, browser_as, registered, asked, status
):
    client = make_client("authorization-code", "public", redirect_uris=registered)

    assert browser_as(alice).get(ask(client, redirect_uri=asked)).status_code == status


@pytest.mark.parametrize("wrong", [{"client_id": "\0"}, {"state": "\0"}])
def test_a_nul_is_refused_before_anybody_reads_it(code_client, client, wrong):
    response = client.get(ask(code_client, **wrong))

    assert response.status_code == 400
    assert "Location" not in response
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "query", ["", "?", "?%zz", "?state=%ff%fe", "?" + "a" * 8000, "?=&=", "?{}"]
)
def test_nonsense_is_refused(client, query):
    assert client.get("/auth/authorize" + query).status_code == 400


# Answers to the application --------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"code_challenge": None, "code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge_method": None}, "invalid_request"),
        ({"code_challenge_method": "S512"}, "invalid_request"),
        ({"code_challenge": "x"}, "invalid_request"),
        ({"code_challenge": "x" * 200}, "invalid_request"),
        ({"nonce": "x" * 256}, "invalid_request"),
        ({"response_mode": "web_message"}, "invalid_request"),
        ({"response_mode": "Fragment"}, "invalid_request"),
        ({"claims": "{x"}, "invalid_request"),
        ({"claims": "[1]"}, "invalid_request"),
        ({"claims": "[" * 100_000}, "invalid_request"),
        ({"max_age": "-1"}, "invalid_request"),
        ({"max_age": "1.5"}, "invalid_request"),
        ({"max_age": "soon"}, "invalid_request"),
        ({"max_age": "٣"}, "invalid_request"),
        ({"max_age": "9" * 5000}, "invalid_request"),
        ({"request": "e30.e30."}, "request_not_supported"),
        ({"request_uri": "https://client.example/request"}, "request_uri_not_supported"),
        ({"registration": "{}"}, "registration_not_supported"),
        ({"request": "e30.e30.", "code_challenge": None}, "request_not_supported"),
        ({"resource": "not an address"}, "invalid_target"),
        ({"response_type": None}, "invalid_request"),
        ({"response_type": "nonsense"}, "unsupported_response_type"),
        ({"response_type": "token"}, "unauthorized_client"),
        ({"response_type": "id_token"}, "unauthorized_client"),
        ({"response_type": "code token"}, "unauthorized_client"),
        ({"response_type": "none"}, "unauthorized_client"),
        ({"scope": "openid"}, "invalid_scope"),  # off without a key
    ],
)
def test_other_mistakes_are_told_to_the_application(alice, code_client, browser_as, wrong, error):
    response = browser_as(alice).get(ask(code_client, **wrong))

    assert response.status_code == 302
    where = urlsplit(response["Location"])
    assert f"{where.scheme}://{where.netloc}{where.path}" == CALLBACK
    answer = {name: value[0] for name, value in parse_qs(where.query or where.fragment).items()}
    assert answer["error"] == error
    assert answer["state"] == "a-state"
    assert answer["iss"] == ISSUER
    assert "code" not in answer


@pytest.mark.parametrize(
    "nothing", ["nonce", "response_mode", "claims", "max_age", "request", "request_uri"]
)
def test_an_empty_parameter_is_none(alice, code_client, browser_as, nothing):
    assert browser_as(alice).get(ask(code_client, **{nothing: ""})).status_code == 200


@pytest.mark.parametrize(
    ("asked", "form", "told"),
    [
        ({}, {"allow": "yes"}, "code"),
        ({}, {"deny": "yes"}, "error"),
        ({"nonce": "x" * 256}, {"allow": "yes"}, "error"),
        ({"scope": "openid"}, {"allow": "yes"}, "error"),
        ({"code_challenge": "x"}, {"allow": "yes"}, "error"),
    ],
)
@pytest.mark.parametrize(
    ("mode", "used"), [(None, "query"), ("query", "query"), ("fragment", "fragment")]
)
def test_code_and_errors_come_in_the_mode_that_was_asked_for(
    alice, code_client, browser_as, asked, form, told, mode, used
):
    url = ask(code_client, response_mode=mode, **asked)

    where = urlsplit(browser_as(alice).post(url, form)["Location"])

    answer = parse_qs(getattr(where, used))
    assert set(answer) - {"error_description"} == {told, "state", "iss"}
    assert not (where.query and where.fragment)


def test_a_machine_has_nobody_to_ask(alice, machine, browser_as):
    answer = sent_back(browser_as(alice).get(ask(machine)))

    assert answer["error"] == "unauthorized_client"


# Signing in first --------------------------------------------------------------


def test_a_stranger_signs_in_first_and_comes_back(alice, code_client, browser, client):
    url = ask(code_client)

    to_sign_in = client.get(url)
    assert to_sign_in.status_code == 302
    form = {"username": "alice", "password": PASSWORD}
    form["next"] = parse_qs(urlsplit(to_sign_in["Location"]).query)["next"][0]
    back = client.post("/accounts/login/", form)

    page = client.get(back["Location"])
    assert page.status_code == 200
    assert "Allow Pollster?" in page.content.decode()


def test_a_stranger_is_not_asked_when_the_application_forbids_it(code_client, client):
    answer = sent_back(client.get(ask(code_client, prompt="none")))

    assert answer["error"] == "login_required"
    assert answer["iss"] == ISSUER


def test_an_application_can_have_one_sign_in_again(alice, code_client, browser_as):
    response = browser_as(alice).get(ask(code_client, prompt="login"))

    assert response["Location"].startswith("/accounts/auth/?next=")
    assert "login" not in parse_qs(urlsplit(response["Location"]).query)["next"][0]


@pytest.mark.parametrize(
    ("max_age", "is_asked"), [("0", True), ("3500", True), ("3700", False), ("9" * 12, False)]
)
def test_who_signed_in_too_long_ago_signs_in_again(
    alice, code_client, browser_since, max_age, is_asked
):
    browser = browser_since(alice, 3600)
    url = ask(code_client, max_age=max_age)

    for method in (browser.get, browser.post):
        went_to_sign_in = method(url).get("Location", "").startswith("/accounts/auth/?next=")
        assert went_to_sign_in is is_asked


def test_having_done_so_they_are_asked_on(alice, code_client, browser_since):
    browser = browser_since(alice, 3600)
    to_sign_in = browser.get(ask(code_client, max_age="0"))["Location"]
    form = {"username": "alice", "password": PASSWORD}
    form["next"] = parse_qs(urlsplit(to_sign_in).query)["next"][0]

    back = browser.post("/accounts/login/", form)["Location"]

    assert "Allow Pollster?" in browser.get(back).content.decode()


def test_nobody_signs_in_again_silently(alice, code_client, allowed, browser_since):
    browser = browser_since(alice, 3600)

    assert sent_back(browser.get(ask(code_client, prompt="none", max_age="3700")))["code"]
    answer = sent_back(browser.get(ask(code_client, prompt="none", max_age="3500")))
    assert answer["error"] == "login_required"


# Remembering -------------------------------------------------------------------


@pytest.fixture
def allowed(alice, code_client, make_code, post_token):
    """Alice has let the application read and vote."""
    return post_token(code_client, **make_code(code_client, alice)).json()


def test_what_was_allowed_is_not_asked_again(alice, code_client, allowed, browser_as):
    answer = sent_back(browser_as(alice).get(ask(code_client)))

    assert answer["code"]


def test_silently_too(alice, code_client, allowed, browser_as):
    assert sent_back(browser_as(alice).get(ask(code_client, prompt="none")))["code"]


def test_it_is_remembered_as_long_as_the_application_can_refresh(
    alice, code_client, allowed, browser_as
):
    AccessToken.objects.update(expires=timezone.now() - timedelta(days=1))

    assert sent_back(browser_as(alice).get(ask(code_client)))["code"]


def test_what_was_never_allowed_is_not_given_silently(alice, code_client, browser_as):
    answer = sent_back(browser_as(alice).get(ask(code_client, prompt="none")))

    assert answer["error"] == "consent_required"


@pytest.mark.parametrize("changed", [{"scope": "polls:read polls:write"}, {"prompt": "consent"}])
def test_more_is_asked_again(alice, code_client, allowed, browser_as, changed):
    assert browser_as(alice).get(ask(code_client, **changed)).status_code == 200


def test_what_was_revoked_is_asked_again(alice, code_client, allowed, browser_as):
    RefreshToken.objects.get().revoke()

    assert browser_as(alice).get(ask(code_client)).status_code == 200


def test_for_another_person_it_is_asked(bob, code_client, allowed, browser_as):
    assert browser_as(bob).get(ask(code_client)).status_code == 200


def test_right_after_signing_in_it_is_asked(alice, code_client, allowed, browser_as):
    """Browsers hold a redirect after the sign-in form to that page's form-action."""
    response = browser_as(alice).get(
        ask(code_client), headers={"Referer": "http://testserver/accounts/auth/?next=/"}
    )

    assert response.status_code == 200


@pytest.mark.parametrize(
    ("redirect_uri", "status"),
    [
        ("http://127.0.0.1:5000/callback", 200),  # any program can listen there
        ("http://localhost:5000/callback", 200),
        ("https://app.example/callback", 302),
        ("http://localhost/callback", 302),  # this very site
    ],
)
def test_a_public_application_is_trusted_where_nobody_else_can_be(
    alice, make_client, make_code, post_token, browser_as, redirect_uri, status
):
    client = make_client("authorization-code", "public", redirect_uris=redirect_uri)
    code = make_code(client, alice, redirect_uri=redirect_uri)
    post_token(client, **code | {"redirect_uri": redirect_uri})

    response = browser_as(alice).get(ask(client, redirect_uri=redirect_uri), HTTP_HOST="localhost")

    assert response.status_code == status
    assert ("program on your own device" in response.content.decode()) is (status == 200)


@pytest.mark.parametrize(
    "resource",
    [
        *["http://[::1", "http://[x]/", "http://\u2100.x/"],
        # Letters that look like others, text that runs backwards, a host that browsers take for
        # another one.
        *[
            "https://\u0440olls.example/",
            "https://api.example/\u202egpj",
            "https://a.example\\@b.c/",
        ],
        *["https://polls.example@evil.example/", "https://api.example/a b"],
    ],
)
def test_a_resource_that_is_no_address_is_told_to_the_application(code_client, client, resource):
    response = client.get(ask(code_client, resource=resource))

    assert response.status_code == 302
    assert "error=invalid_target" in response["Location"]
