"""A person allows an access for some APIs (RFC 8707): for another one they are asked again."""

import pytest
from oauth2_provider.models import AccessToken, Grant

from accounts.oauth import models
from accounts.oauth.authorization_request import MOST_RESOURCES
from accounts.oauth.models import Consent
from tests.accounts.oauth.conftest import ISSUER, redeeming
from tests.accounts.oauth.pushed.conftest import page_of, push
from tests.accounts.oauth.test_client_documents import DOCUMENT, Client, serve
from tests.accounts.oauth.test_consent import ask, sent_back
from tests.accounts.oauth.test_consent_of_earlier_versions import covers, remember

__all__ = ["covers", "push", "serve"]  # fixtures
pytestmark = pytest.mark.django_db

HERE, A, B = f"{ISSUER}/polls", "https://a.example/api", "https://b.example/api"
READ, VOTE = "polls:read", "polls:vote"
DEVICE = "urn:ietf:params:oauth:grant-type:device_code"
REFRESH = "refresh_token"


@pytest.fixture
def browser(alice, browser_as):
    return browser_as(alice)


@pytest.fixture
def allow(browser, post_token):
    """``allow(client, [A])``: on the page; returns the tokens that the application fetched."""

    def answer(client, resource, scope="polls:read"):
        url = ask(client, resource=resource, scope=scope)
        code = sent_back(browser.post(url, {"allow": "yes"}))["code"]
        known = {"client_id": client.id} if client is Client else client.credentials
        return post_token(**known, **redeeming(code)).json()

    return answer


def forget_and_remember(user, client, resource, scope):
    Consent.objects.all().delete()
    remember(user, client, resource, scope)


@pytest.fixture
def agent(serve):
    serve(DOCUMENT)
    return Client


@pytest.fixture
def asks(browser, push, settings):
    """``asks(door, client, [A])``: whether the person has to be asked."""

    def by(door, client, resource, **more):
        wanted = {"resource": resource, "scope": "polls:read"} | more
        if door == "prompt=none":
            told = sent_back(browser.get(ask(client, prompt="none", **wanted)))
            return told.get("error") == "consent_required"
        url = ask(client, **wanted)
        if door == "pushed":
            settings.PUSHED_REQUESTS = "on"
            url = page_of(client, push(client, **wanted))
        response = browser.get(url)
        return response.status_code == 200 and "Allow" in response.content.decode()

    return by


CASES = [
    ([[]], [], False),
    ([[]], [A], True),
    ([[]], [HERE], True),
    ([[A]], [A], False),
    ([[A]], [], True),  # without a resource, it would be for this site
    ([[], [A]], [], False),
    ([[A], []], [], False),
    ([[A]], [B], True),
    ([[A]], [A, B], True),
    ([[A]], [f"{A}/"], True),
    ([[A]], [A[:-1]], True),
    ([[A, B]], [B], False),
    ([[A], [B]], [B, A], False),
    ([[A], []], [A], False),
]


@pytest.mark.parametrize("door", ["GET", "prompt=none"])
@pytest.mark.parametrize("who", ["code_client", "agent"])
@pytest.mark.parametrize(("before", "now", "is_asked"), CASES)
def test_the_page_comes_for_a_resource_that_was_not_allowed(
    request, allow, asks, door, who, before, now, is_asked
):
    client = request.getfixturevalue(who)
    for resource in before:
        allow(client, resource)

    assert asks(door, client, now) is is_asked


#: What was allowed, then what is asked for: each time the resources, and the scopes.
PAIRS = [
    ([([A], READ), ([B], VOTE)], ([A], READ), False),
    ([([A], READ), ([B], VOTE)], ([B], VOTE), False),
    ([([A], READ), ([B], VOTE)], ([A], VOTE), True),
    ([([A], READ), ([B], VOTE)], ([B], READ), True),
    ([([A], READ), ([B], f"{READ} {VOTE}")], ([A, B], READ), False),
    ([([A], READ), ([B], f"{READ} {VOTE}")], ([A, B], VOTE), True),
    ([([A], READ), ([B], f"{READ} {VOTE}")], ([A], f"{READ} {VOTE}"), True),
    ([([A], READ), ([], VOTE)], ([A], VOTE), True),
    ([([], READ), ([A], VOTE)], ([], VOTE), True),
    ([([], READ), ([A], VOTE)], ([HERE], VOTE), True),
    ([([], READ), ([A], VOTE)], ([], READ), False),
    ([([A, B], READ), ([B], VOTE)], ([B], VOTE), False),
    ([([A, B], READ), ([B], VOTE)], ([A], VOTE), True),
    ([([A, B], READ), ([B], VOTE)], ([A, B], READ), False),
    ([([A], READ), ([B], VOTE), ([A], VOTE)], ([A], VOTE), False),
    ([([A], READ), ([B], VOTE), ([A], VOTE)], ([A], READ), False),
    ([([A], READ), ([B], VOTE), ([A], VOTE)], ([A, B], VOTE), False),
    ([([A], READ), ([B], VOTE), ([A], VOTE)], ([A, B], READ), True),
]


@pytest.mark.parametrize("door", ["GET", "prompt=none", "pushed"])
@pytest.mark.parametrize(("before", "now", "is_asked"), PAIRS)
def test_a_scope_is_remembered_for_the_resource_that_it_was_allowed_for(
    code_client, allow, asks, door, before, now, is_asked
):
    for resource, scope in before:
        allow(code_client, resource, scope)

    assert asks(door, code_client, now[0], scope=now[1]) is is_asked


def test_scopes_that_were_allowed_one_after_another_for_one_resource_add_up(
    code_client, allow, asks
):
    allow(code_client, [A], READ)
    allow(code_client, [B], f"{READ} {VOTE}")  # a token of both, which is looked for as well
    assert asks("GET", code_client, [A], scope=f"{READ} {VOTE}")
    allow(code_client, [A], VOTE)

    assert not asks("GET", code_client, [A], scope=f"{READ} {VOTE}")


def test_a_claim_is_told_for_the_resource_that_its_scope_was_allowed_for(
    client_of_people, allow, browser
):
    allow(client_of_people, [A], "openid")
    allow(client_of_people, [B], "openid email")

    def scopes_at(resource):
        claims = '{"userinfo": {"email": null}}'
        asked = {"resource": resource, "scope": "openid", "claims": claims, "prompt": "none"}
        sent_back(browser.get(ask(client_of_people, **asked)))
        return Grant.objects.latest("pk").scope

    assert (scopes_at(A), scopes_at(B)) == ("openid", "openid email")


@pytest.mark.parametrize(("now", "is_asked"), [(A, False), (B, True)])
def test_a_pushed_request_is_asked_about_as_well(code_client, allow, asks, now, is_asked):
    allow(code_client, [A])

    assert asks("pushed", code_client, now) is is_asked


def test_what_was_allowed_to_the_former_setup_does_not_add_up(code_client, allow, asks):
    allow(code_client, [A])
    code_client.application.redirect_uris += " https://client.example/another"
    code_client.application.save()
    allow(code_client, [B])

    assert Consent.objects.get().resource == B
    assert asks("GET", code_client, [A])


@pytest.mark.parametrize(("most", "kept"), [(2, f"{A} {B}"), (1, B)])
def test_a_row_does_not_grow_without_end(monkeypatch, code_client, allow, most, kept):
    monkeypatch.setattr(models, "MOST_REMEMBERED", most)
    allow(code_client, [A])
    allow(code_client, [B])

    assert Consent.objects.get().resource == kept
    [kept_for] = Consent.objects.get().allowed.values()
    assert kept_for == dict.fromkeys(kept.split(), READ)


def test_scopes_of_a_resource_that_is_forgotten_are_forgotten_with_it(
    monkeypatch, covers, alice, code_client
):
    monkeypatch.setattr(models, "MOST_REMEMBERED", 1)
    remember(alice, code_client, [A], f"{READ} {VOTE}")
    remember(alice, code_client, [B], READ)

    assert Consent.objects.get().scope == READ
    assert covers([B], READ)
    assert not covers([B], VOTE)


def test_no_request_is_too_large_to_be_remembered():
    assert models.MOST_REMEMBERED >= MOST_RESOURCES


# Tokens --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("granted", "asked", "kept"),
    [
        ([], [], []),
        ([], [HERE], [HERE]),
        ([], ["https://mcp.example/"], ["https://mcp.example/"]),  # of RESOURCES
        ([], [A], None),
        ([], [HERE, A], None),
        ([A], [], [A]),
        ([A], [A], [A]),
        ([A], [B], None),
        ([A], [HERE], None),
        ([A, B], [B], [B]),
        ([A, B], [B, HERE], None),
    ],
)
@pytest.mark.parametrize("by", ["code", REFRESH])
def test_no_token_is_for_more_than_the_grant(
    alice, settings, code_client, make_code, post_token, by, granted, asked, kept
):
    settings.RESOURCES = ["https://mcp.example/"]
    trade = make_code(code_client, alice, resource=granted)
    if by == REFRESH:
        bought = post_token(code_client, **trade).json()
        trade = {"grant_type": REFRESH, REFRESH: bought[REFRESH]}

    response = post_token(code_client, **trade, **({"resource": asked} if asked else {}))

    if kept is None:
        assert (response.status_code, response.json()["error"]) == (400, "invalid_target")
        response, kept = post_token(code_client, **trade), granted  # it is not spent
    assert response.status_code == 200
    assert AccessToken.objects.latest("pk").resource == kept


@pytest.mark.parametrize(("allowed", "status"), [(A, 200), (f"{A} {B}", 200), (B, 400), ("", 400)])
def test_a_code_is_good_while_its_resources_are_allowed(
    alice, code_client, make_code, post_token, allowed, status
):
    trade = make_code(code_client, alice, resource=[A])
    forget_and_remember(alice, code_client, allowed.split(), f"{READ} {VOTE}")

    response = post_token(code_client, **trade)

    assert response.status_code == status
    assert status == 200 or response.json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("allowed", "error"), [(A, None), (f"{A} {B}", None), (B, "access_denied")]
)
def test_a_device_code_is_good_while_its_resources_are_allowed(
    alice, browser, make_client, post_token, allowed, error
):
    television = make_client(DEVICE, "public", name="Television", redirect_uris="")
    asked = {"scope": "polls:read", "resource": A}
    begun = post_token(television, "/auth/device-authorization", **asked).json()
    browser.post("/auth/device/", {"user_code": begun["user_code"], "allow": "yes"})
    assert Consent.objects.get().resource == A
    forget_and_remember(alice, television, allowed.split(), READ)

    answer = post_token(television, grant_type=DEVICE, device_code=begun["device_code"]).json()

    assert answer.get("error") == error


def test_a_code_is_not_good_for_a_scope_that_was_allowed_for_another_resource(
    alice, code_client, make_code, post_token
):
    trade = make_code(code_client, alice, scope=VOTE, resource=[A])
    forget_and_remember(alice, code_client, [A], READ)
    remember(alice, code_client, [B], VOTE)

    assert post_token(code_client, **trade).json()["error"] == "invalid_grant"


def test_what_a_person_allows_on_a_device_is_for_its_resource(
    alice, browser, make_client, post_token
):
    television = make_client(DEVICE, "public", name="Television", redirect_uris="")

    def begin(resource, scope):
        asked = {"scope": scope, "resource": resource}
        return post_token(television, "/auth/device-authorization", **asked).json()

    for resource, scope in [(A, READ), (B, VOTE)]:
        code = begin(resource, scope)["user_code"]
        browser.post("/auth/device/", {"user_code": code, "allow": "yes"})

    [allowed] = Consent.objects.get().allowed.values()
    assert allowed == {A: READ, B: VOTE}
