"""Programs without a browser: the person types their code on another device (RFC 8628)."""

from datetime import timedelta

import pytest
from django.utils import timezone
from oauth2_provider.models import AccessToken, DeviceGrant, RefreshToken

from accounts.oauth.device import codes
from accounts.oauth.models import MadeIn
from accounts.sessions.kind import SessionKind

pytestmark = pytest.mark.django_db

PAGE = "/auth/device/"


@pytest.fixture
def television(make_client):
    return make_client(
        "urn:ietf:params:oauth:grant-type:device_code",
        "public",
        name="Television",
        redirect_uris="",
    )


@pytest.fixture
def begin(post_token, television):
    def post(client=television, **data):
        return post_token(client, "/auth/device-authorization", **data)

    return post


@pytest.fixture
def poll(post_token, television):
    def post(begun, client=television):
        return post_token(client, grant_type=codes.GRANT_TYPE, device_code=begun["device_code"])

    return post


def answer(browser, begun, **how):
    return browser.post(PAGE, {"user_code": begun["user_code"]} | how)


def test_a_person_allows_a_program_that_asks_meanwhile(alice, begin, poll, browser_as):
    begun = begin(scope="polls:read").json()
    assert poll(begun).json()["error"] == "authorization_pending"
    browser = browser_as(alice)

    asked = answer(browser, begun).content.decode()
    assert "Allow Television?" in asked
    assert "See polls and their results" in asked
    assert begun["user_code"] in asked
    assert "can act for you now" in answer(browser, begun, allow="yes").content.decode()

    tokens = poll(begun).json()
    assert tokens["scope"] == "polls:read"
    assert AccessToken.objects.get().user == alice
    assert RefreshToken.objects.count() == 1
    assert not DeviceGrant.objects.exists()
    assert "Television" in browser.get("/accounts/credentials/").content.decode()


def test_the_codes_are_as_people_need_them(begin):
    begun = begin().json()

    assert len(begun["user_code"]) == 9
    assert not set(begun["user_code"]) & set("AEIOUY0123456789")
    assert begun["user_code"][4] == "-"
    assert begun["verification_uri"].endswith("/auth/device")
    assert begun["user_code"] in begun["verification_uri_complete"]
    assert not DeviceGrant.objects.filter(device_code=begun["device_code"]).exists()  # a digest


@pytest.mark.parametrize("spelling", [str.lower, lambda code: code.replace("-", " "), str.strip])
def test_a_code_is_typed_as_people_type(alice, begin, browser_as, spelling):
    begun = begin().json() | {}
    begun["user_code"] = spelling(begun["user_code"])

    assert "Allow Television?" in answer(browser_as(alice), begun).content.decode()


def test_a_link_fills_the_code_in_and_does_no_more(alice, begin, browser_as, client):
    url = begin().json()["verification_uri_complete"].partition("//")[2].partition("/")[2]

    page = browser_as(alice).get(f"/{url}").content.decode()

    assert "Continue</button>" in page
    assert "Allow" not in page.partition("<main")[2].partition("</main>")[0]
    assert client.get(f"/{url}")["Location"].startswith("/accounts/auth/?next=/auth/device")


def test_a_program_that_asks_too_often_is_slowed_down(begin, poll):
    begun = begin().json()

    errors = [poll(begun).json()["error"] for _ in range(2)]
    assert errors == ["authorization_pending", "slow_down"]
    assert DeviceGrant.objects.get().interval == 2 * codes.INTERVAL
    DeviceGrant.objects.update(last_checked=timezone.now() - timedelta(seconds=11))
    assert poll(begun).json()["error"] == "authorization_pending"


@pytest.mark.parametrize(
    ("happens", "error"),
    [
        ("denied", "access_denied"),
        ("expired", "expired_token"),
        ("used", "invalid_grant"),
        ("session ended", "invalid_grant"),
        ("access ended", "access_denied"),
        ("deactivated", "invalid_grant"),
        ("another client", "invalid_grant"),
    ],
)
def test_no_tokens(alice, begin, poll, browser_as, make_client, happens, error):
    begun, client = begin().json(), {}
    browser = browser_as(alice)
    answer(browser, begun, **{"deny" if happens == "denied" else "allow": "yes"})
    if happens == "expired":
        DeviceGrant.objects.update(expires=timezone.now())
    elif happens == "used":
        assert poll(begun).status_code == 200
    elif happens == "session ended":
        in_which = MadeIn.objects.get().session_key
        assert SessionKind().end(alice, in_which, now=timezone.now())
    elif happens == "access ended":
        browser.delete("/accounts/api/applications")
    elif happens == "deactivated":
        alice.is_active = False
        alice.save()
    elif happens == "another client":
        client = {"client": make_client(codes.GRANT_TYPE, "public", redirect_uris="")}

    refused = poll(begun, **client)

    assert refused.status_code == 400
    assert refused.json()["error"] == error
    assert refused.json()["error_description"]
    if happens == "used":
        assert not AccessToken.objects.exists()  # the other copy may be somebody else's


def test_guesses_are_limited(alice, begin, browser_as):
    browser = browser_as(alice)
    begun = begin().json()
    wrong = {"user_code": "BBBB-BBBB"}

    statuses = [answer(browser, wrong).status_code for _ in range(11)]

    assert statuses == [200] * 10 + [429]
    assert answer(browser, begun, allow="yes").status_code == 429
    assert DeviceGrant.objects.get().status == DeviceGrant.AUTHORIZATION_PENDING


@pytest.mark.parametrize(
    ("client", "data", "error"),
    [
        ("public_client", {}, "unauthorized_client"),
        ("television", {"scope": "openid"}, "invalid_scope"),
        (None, {"client_id": "unknown"}, "invalid_client"),
        (None, {}, "invalid_client"),
    ],
)
def test_requests_that_are_refused(request, begin, client, data, error):
    refused = begin(client and request.getfixturevalue(client), **data)

    assert refused.json()["error"] == error
    assert not DeviceGrant.objects.exists()


def test_a_stranger_fills_no_table(begin):
    statuses = [begin().status_code for _ in range(31)]

    assert statuses == [200] * 30 + [429]


def test_discovery_names_it(api):
    told = api.get("/.well-known/oauth-authorization-server").json()

    assert told["device_authorization_endpoint"].endswith("/auth/device-authorization")
    assert codes.GRANT_TYPE in told["grant_types_supported"]
