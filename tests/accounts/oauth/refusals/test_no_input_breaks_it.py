"""Whatever is sent: a refusal in the RFC's shape, never a 500."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.oauth.parameters import KNOWN
from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.conftest import CALLBACK, CHALLENGE, FORM, encoded

pytestmark = [pytest.mark.django_db, pytest.mark.sweep, pytest.mark.database]

bounded = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PARAMETERS = st.sampled_from([*sorted(KNOWN), "user", "client", "scopes", "headers"])
GRANTS = [
    "urn:ietf:params:oauth:grant-type:device_code",
    "password",
    "authorization_code",
    "client_credentials",
    "refresh_token",
]
TEXTS = st.one_of(st.text(), st.sampled_from([*GRANTS, "a b", "\0", "%00", "‮", "x" * 300]))
VALUES = st.one_of(TEXTS, st.none(), st.booleans(), st.integers(), st.lists(TEXTS, max_size=2))
ASKED = st.sampled_from(
    [
        *("response_type", "response_mode", "client_id", "redirect_uri", "scope", "state"),
        *("code_challenge", "resource", "request", "user", "grant", "acr_values", "dpop_jkt"),
        *("nonce", "prompt", "max_age", "claims", "ui_locales", "id_token_hint"),
    ]
)


def assert_refused_or_answered(response):
    assert response.status_code < 500
    if response.status_code >= 400:
        assert json.loads(response.content)["error"]


@pytest.mark.parametrize(
    "path", ["/auth/token", "/auth/revoke-token", "/auth/introspect", "/auth/device-authorization"]
)
@bounded
@given(data=st.dictionaries(PARAMETERS, VALUES), known=st.booleans(), as_json=st.booleans())
def test_parameters(password_client, api, path, data, known, as_json):
    if known:
        data = data | password_client.credentials
    if as_json:
        response = api.post(path, json.dumps(data), content_type="application/json")
    else:
        pairs = {k: str(v).encode("utf-8", "replace") for k, v in data.items()}
        response = api.post(path, encoded(pairs), content_type=FORM)

    assert_refused_or_answered(response)


@pytest.mark.parametrize("path", ["/auth/token", "/auth/userinfo", "/auth/invalidate-sessions"])
@bounded
@given(header=st.text(st.characters(max_codepoint=255, exclude_characters="\r\n")))
@pytest.mark.parametrize("scheme", ["", "Basic ", "Bearer "])
def test_authorization_headers(db, api, path, scheme, header):
    method = api.get if path == "/auth/userinfo" else api.post

    assert_refused_or_answered(method(path, HTTP_AUTHORIZATION=scheme + header))


@bounded
@given(changes=st.dictionaries(ASKED, TEXTS), post=st.booleans())
def test_authorization_requests(alice, code_client, browser_as, changes, post):
    query = {
        "response_type": "code",
        "client_id": code_client.id,
        "redirect_uri": CALLBACK,
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
    }
    pairs = {k: v.encode("utf-8", "replace") for k, v in (query | changes).items()}
    browser = browser_as(alice)
    url = "/auth/authorize?" + encoded(pairs)

    response = browser.post(url, {"allow": "yes"}) if post else browser.get(url)

    assert response.status_code in {200, 302, 400}
    if response.status_code == 302:
        assert response["Location"].startswith((CALLBACK + "?", CALLBACK + "#", "/accounts/"))


@pytest.mark.parametrize("name", ["client", "grant", "proved_key", "scopes", "user"])
@pytest.mark.parametrize("changes", [{}, {"redirect_uri": None}])
def test_a_parameter_is_not_taken_for_what_the_server_notes(
    alice, code_client, browser_as, name, changes
):
    response = browser_as(alice).get(ask(code_client, **{name: "x"} | changes))

    assert response.status_code == 200
