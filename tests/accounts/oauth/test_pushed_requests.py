"""An application pushes its request; the browser brings a reference alone (RFC 9126)."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.utils import timezone
from oauth2_provider.models import Grant

from accounts.oauth.pushed import requests
from accounts.oauth.pushed.models import PushedRequest
from tests.accounts.oauth.conftest import CALLBACK, encoded, redeeming
from tests.accounts.oauth.test_consent import ask, sent_back
from tests.accounts.oauth.test_parallel_requests import CROWD, together
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db

PATH = "/auth/par"


@pytest.fixture(autouse=True)
def is_on(settings):
    settings.PUSHED_REQUESTS = "on"


@pytest.fixture
def push(post_token):
    """``push(client, state="x")``: the response to a request with these changes."""

    def post(client, /, **changes):
        asked = dict(parse_qsl(urlsplit(ask(client, **changes)).query))
        return post_token(client, PATH, **asked)

    return post


def page_of(client, pushed, /, **more):
    query = {"client_id": client.id, "request_uri": pushed.json()["request_uri"]} | more
    return "/auth/authorize?" + encoded(query)


@pytest.mark.parametrize("client", ["code_client", "public_client"])
def test_a_pushed_request_becomes_tokens(request, alice, browser_as, push, post_token, client):
    client = request.getfixturevalue(client)
    pushed = push(client)

    assert pushed.status_code == 201
    assert pushed["Cache-Control"] == "no-store"
    assert pushed.json()["expires_in"] == requests.LIFETIME
    browser, page = browser_as(alice), page_of(client, pushed)
    assert "Vote in your name" in browser.get(page).content.decode()
    answer = sent_back(browser.post(page, {"allow": "yes"}))

    assert answer["state"] == "a-state"
    assert post_token(client, **redeeming(answer["code"])).json()["scope"]
    assert not PushedRequest.objects.exists()
    assert not [
        name for name, cookie in browser.cookies.items() if "pushed" in name and cookie.value
    ]


def test_the_database_has_neither_the_reference_nor_the_secret(push, code_client):
    reference = push(code_client).json()["request_uri"].rpartition(":")[2]

    row = PushedRequest.objects.get()
    assert reference not in row.pk + row.parameters
    assert "client_secret" not in row.parameters


@pytest.mark.parametrize(
    ("changes", "status", "error"),
    [
        ({"redirect_uri": "https://evil.example/"}, 400, "invalid_request"),
        ({"redirect_uri": None, "scope": "openid"}, 400, "invalid_request"),
        ({"response_type": "token"}, 400, "unauthorized_client"),
        ({"response_type": None}, 400, "invalid_request"),
        ({"code_challenge": None}, 400, "invalid_request"),
        ({"code_challenge": "short"}, 400, "invalid_request"),
        ({"code_challenge_method": "plain"}, 400, "invalid_request"),
        ({"resource": "no-address"}, 400, "invalid_target"),
        ({"id_token_hint": "e.y.J"}, 400, "invalid_request"),
        ({"request": "e.y.J"}, 400, "request_not_supported"),
        ({"request_uri": "https://a.example/"}, 400, "invalid_request"),
        ({"prompt": "none login"}, 400, "invalid_request"),
        ({"state": "a\0b"}, 400, "invalid_request"),
        ({"na\0me": "x"}, 400, "invalid_request"),
        ({"state": "x" * requests.LONGEST}, 413, "invalid_request"),
        ({"client_secret": "wrong"}, 401, "invalid_client"),
        ({"client_id": "unknown"}, 401, "invalid_client"),
    ],
)
def test_what_authorize_would_refuse_cannot_be_pushed(
    push, post_token, code_client, changes, status, error
):
    asked = dict(parse_qsl(urlsplit(ask(code_client)).query)) | changes
    refused = post_token(
        code_client, PATH, **{name: text for name, text in asked.items() if text is not None}
    )

    assert (refused.status_code, refused.json()["error"]) == (status, error)
    assert refused.json()["error_description"]
    assert not PushedRequest.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"scope": "polls:write"}, "send client_id and request_uri alone"),
        ({"redirect_uri": "https://evil.example/"}, "send client_id and request_uri alone"),
        ({"prompt": "none"}, "send client_id and request_uri alone"),
        ({"client_id": "another"}, "has no such request_uri"),
        ({"client_id": ["a", "b"]}, "has no such request_uri"),
        ({"request_uri": requests.PREFIX + "guess"}, "has no such request_uri"),
        ({"request_uri": requests.PREFIX + "é"}, "has no such request_uri"),
        ({"request_uri": requests.PREFIX + "\0"}, "could not read"),
        ({"request_uri": requests.PREFIX}, "has no such request_uri"),
    ],
)
def test_the_address_cannot_say_otherwise(alice, code_client, push, browser_as, changes, words):
    page = page_of(code_client, push(code_client), **changes)

    refused = browser_as(alice).get(page)

    assert refused.status_code == 400
    assert words in refused.content.decode()
    assert not Grant.objects.exists()


def test_the_address_may_repeat_what_was_pushed(alice, code_client, push, browser_as):
    page = page_of(code_client, push(code_client), response_type="code", redirect_uri=CALLBACK)

    assert browser_as(alice).get(page).status_code == 200


def test_a_reference_of_another_client_is_not_taken(
    alice, code_client, public_client, push, browser_as
):
    assert browser_as(alice).get(page_of(public_client, push(code_client))).status_code == 400


@pytest.mark.parametrize("happens", ["answered", "refused", "too late", "opened elsewhere"])
def test_a_reference_is_good_once(alice, bob, code_client, push, browser_as, happens):
    browser, page = browser_as(alice), page_of(code_client, push(code_client))
    if happens == "opened elsewhere":
        assert browser_as(bob).get(page).status_code == 200
    elif happens == "too late":
        PushedRequest.objects.update(expires_at=timezone.now())
    else:
        assert browser.get(page).status_code == 200
        answer = {"answered": "allow", "refused": "deny"}[happens]
        assert browser.post(page, {answer: "yes"}).status_code == 302
    Grant.objects.all().delete()

    assert browser.get(page).status_code == 400
    assert browser.post(page, {"allow": "yes"}).status_code == 400
    assert not Grant.objects.exists()


def test_the_page_may_be_loaded_again(alice, code_client, push, browser_as):
    browser, page = browser_as(alice), page_of(code_client, push(code_client))

    assert [browser.get(page).status_code for _ in range(3)] == [200] * 3


@pytest.mark.parametrize("is_https", [True, False])
def test_its_cookie_is_for_this_host_alone(
    settings, alice, code_client, push, browser_as, is_https
):
    settings.SESSION_COOKIE_SECURE = is_https
    answer = browser_as(alice).get(page_of(code_client, push(code_client)))

    (cookie,) = [each for name, each in answer.cookies.items() if "pushed-" in name]
    assert cookie.key.startswith("__Host-") is is_https
    assert bool(cookie["secure"]) is is_https
    assert (cookie["path"], cookie["samesite"], cookie["httponly"]) == ("/", "Lax", True)
    assert cookie["max-age"] == requests.ONCE_OPEN


@pytest.mark.parametrize("prompt", [{}, {"prompt": "login"}, {"max_age": "0"}])
def test_who_has_to_sign_in_comes_back_to_it(alice, code_client, push, client, prompt):
    browser, page = client, page_of(code_client, push(code_client, **prompt))

    sign_in = browser.get(page)["Location"]
    assert "state" not in sign_in
    back = browser.post(sign_in, {"username": "alice", "password": PASSWORD})["Location"]
    assert back == page
    assert "Allow Pollster?" in browser.get(back).content.decode()


def test_a_sign_in_before_is_not_the_one_that_was_asked_for(alice, code_client, push, browser_as):
    browser, page = browser_as(alice), page_of(code_client, push(code_client, prompt="login"))

    for _ in range(2):  # going back to the address is no way around it
        assert browser.get(page)["Location"].startswith("/accounts/auth/")


@pytest.mark.parametrize(
    ("setting", "own", "is_pushed", "is_answered"),
    [
        ("on", False, False, True),
        ("on", True, False, False),
        ("on", True, True, True),
        ("required", False, False, False),
        ("required", False, True, True),
        ("off", False, False, True),
        ("off", True, False, False),  # a setting does not weaken an application in silence
    ],
)
def test_a_push_can_be_required(
    settings, alice, code_client, push, browser_as, setting, own, is_pushed, is_answered
):
    settings.PUSHED_REQUESTS = setting
    requests.set_pushes_only(code_client.application, is_so=own)
    page = page_of(code_client, push(code_client)) if is_pushed else ask(code_client)

    answer = browser_as(alice).get(page)

    assert (answer.status_code == 200) is is_answered
    if not is_answered:
        assert "Push the request first" in sent_back(answer)["error_description"]


def test_off_it_is_not_there(settings, api, alice, code_client, push, browser_as):
    page = page_of(code_client, push(code_client))
    settings.PUSHED_REQUESTS = "off"

    assert push(code_client).status_code == 404
    assert sent_back(browser_as(alice).get(page))["error"] == "request_uri_not_supported"
    told = api.get("/.well-known/oauth-authorization-server").json()
    assert not [name for name in told if "pushed" in name]


@pytest.mark.parametrize(("setting", "is_required"), [("on", False), ("required", True)])
def test_discovery_names_it(settings, api, setting, is_required):
    settings.PUSHED_REQUESTS = setting
    told = api.get("/.well-known/oauth-authorization-server").json()

    assert told["pushed_authorization_request_endpoint"].endswith(PATH)
    assert told["require_pushed_authorization_requests"] is is_required


def test_strangers_fill_no_table(push, public_client, code_client):
    statuses = [push(public_client).status_code for _ in range(31)]

    assert statuses == [201] * 30 + [429]
    assert push(code_client).status_code == 201  # its limit is its own


def test_what_has_expired_is_deleted(push, code_client, public_client):
    for client in (code_client, public_client):
        push(client)
    PushedRequest.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    push(code_client)
    assert PushedRequest.objects.filter(application=code_client.application).count() == 1
    call_command("prune")
    assert PushedRequest.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stage", ["opening", "answering"])
def test_of_many_at_once_one_gets_it(alice, code_client, push, browser_as, stage):
    page = page_of(code_client, push(code_client))
    first = browser_as(alice)
    if stage == "answering":
        first.get(page)
    browsers = iter([browser_as(alice) for _ in range(CROWD)])

    def one():
        if stage == "answering":
            return first.post(page, {"allow": "yes"})
        return next(browsers).get(page)

    statuses = [response.status_code for response in together(one)]

    assert sorted(statuses) == [200 if stage == "opening" else 302] + [400] * (CROWD - 1)
    assert Grant.objects.count() == (stage == "answering")


@pytest.mark.parametrize(
    ("value", "found"),
    [("off", 0), ("on", 0), ("required", 0), ("yes", 1), (True, 1)],
)
def test_a_setting_that_says_nothing_is_told(settings, value, found):
    settings.PUSHED_REQUESTS = value

    errors = [error for error in run_checks() if error.id == "accounts.oauth.E010"]
    assert len(errors) == found


def test_the_command_requires_it_of_one_application(capsys, code_client):
    call_command("createapp", name="Bank", grant="client-credentials", pushes_only=True)
    client_id = capsys.readouterr().out.split()[1]

    bank = type(code_client.application).objects.get(client_id=client_id)
    assert requests.must_push(bank)
    assert not requests.must_push(code_client.application)


@pytest.mark.parametrize("is_so", [True, False])
def test_staff_tick_it(ada, browser_as, code_client, is_so):
    application = code_client.application
    requests.set_pushes_only(application, is_so=not is_so)
    url, browser = f"/admin/oauth2_provider/application/{application.pk}/change/", browser_as(ada)
    form = browser.get(url).context["adminform"].form
    assert form["pushes_only"].value() is not is_so

    data = {name: form[name].value() or "" for name in form.fields}
    assert browser.post(url, data | {"pushes_only": "on" if is_so else ""}).status_code == 302
    assert requests.must_push(application) is is_so
