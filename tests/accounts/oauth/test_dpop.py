"""Tokens that are bound to a key work with a proof of it, and no other way (RFC 9449)."""

from datetime import timedelta
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.checks import run_checks
from django.core.management import call_command
from django.utils import timezone
from oauth2_provider.models import AccessToken, Grant, RefreshToken
from rest_framework.test import APIClient

from accounts.oauth import applications
from accounts.oauth.dpop import freshness
from accounts.oauth.dpop.models import SpentProof
from accounts.oauth.dpop.proofs import WINDOW, InvalidProof, Proof
from accounts.tokens import hot as tokens_hot
from polls.models import Question
from tests.accounts.oauth.conftest import FORM, ISSUER, encoded, redeeming
from tests.accounts.oauth.dpop import KEY, OTHER_KEY, ath, jkt, proof
from tests.accounts.oauth.test_consent import ask, sent_back
from tests.accounts.oauth.test_parallel_requests import CROWD, together
from tests.conftest import PASSWORD
from web.hot import KNOWN

pytestmark = pytest.mark.django_db

TOKEN, API = "/auth/token", "/polls/api/questions"


@pytest.fixture(autouse=True)
def is_on(settings):
    settings.DPOP, settings.DPOP_NONCE = "on", False


def proving(path=TOKEN, method="POST", **made):
    return {"DPoP": proof(method, ISSUER + path, **made)}


@pytest.fixture
def redeem(alice, make_code, post_token):
    """Trade a code of Alice's for tokens, with these headers."""

    def post(client, headers=None, **fields):
        return post_token(client, headers=headers, **make_code(client, alice, **fields))

    return post


@pytest.fixture
def get(api):
    """GET the list of questions by a scheme, with a proof unless it is None."""

    def send(token, scheme="DPoP", proof="", path=API, **made):
        headers = {"Authorization": f"{scheme} {token}"}
        if proof is not None:
            headers |= {"DPoP": proof} if proof else proving(path, "GET", token=token, **made)
        return api.get(path, headers=headers)

    return send


@pytest.fixture
def bound(redeem, public_client):
    """The answer of the token endpoint to a request with a proof."""
    return redeem(public_client, proving()).json()


def refresh(post_token, client, tokens, headers=None):
    data = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    return post_token(client, headers=headers, **data)


def test_a_proof_binds_the_tokens_to_its_key(bound, get):
    assert bound["token_type"] == "DPoP"
    assert AccessToken.objects.get().key.thumbprint == jkt()
    assert RefreshToken.objects.get().key.thumbprint == jkt()
    assert get(bound["access_token"]).status_code == 200
    assert get(bound["access_token"]).status_code == 200  # by another proof


def test_without_a_proof_it_is_a_bearer_token(redeem, public_client, get):
    tokens = redeem(public_client).json()

    assert tokens["token_type"] == "Bearer"
    assert get(tokens["access_token"], "Bearer", None).status_code == 200


@pytest.mark.parametrize(
    ("sent", "code", "words"),
    [
        ({"scheme": "Bearer"}, "invalid_token", "bound to a key. Send it as DPoP"),
        ({"scheme": "Bearer", "proof": None}, "invalid_token", "bound to a key"),
        ({"proof": None}, "invalid_dpop_proof", "Send a proof"),
        ({"proof": "x.y.z"}, "invalid_dpop_proof", "signature"),
        ({"key": OTHER_KEY}, "invalid_token", "bound to another key"),
        ({"ath": None}, "invalid_dpop_proof", "ath"),
        ({"ath": ath("another")}, "invalid_dpop_proof", "ath"),
        ({"htm": "POST"}, "invalid_dpop_proof", "htm"),
        ({"htu": ISSUER + TOKEN}, "invalid_dpop_proof", "htu"),
    ],
)
def test_a_stolen_token_is_of_no_use(bound, get, sent, code, words):
    refused = get(bound["access_token"], **sent)

    assert refused.status_code == 401
    assert refused.json()["code"] == code
    assert words in refused.json()["detail"]
    challenge = refused["WWW-Authenticate"]
    assert f"{sent.get('scheme', 'DPoP')} " in challenge.partition(f'error="{code}"')[0]
    assert 'algs="ES256 Ed25519 EdDSA PS256 RS256"' in challenge


@pytest.mark.parametrize(
    ("scheme", "words"),
    [("DPoP", "bound to no key"), ("Bearer", None)],
)
def test_a_bearer_token_gains_nothing_by_the_other_scheme(
    redeem, public_client, get, scheme, words
):
    token = redeem(public_client).json()["access_token"]

    answer = get(token, scheme)
    assert answer.status_code == (401 if words else 200)
    assert (words or "") in str(answer.json())


def test_a_token_of_ours_is_not_taken_as_one(alice, get):
    refused = get(alice.initial_token.key)

    assert refused.status_code == 401
    assert "Authorization: Token" in refused.json()["detail"]


@pytest.mark.parametrize("scheme", ["Bearer", "DPoP", "bearer", "dpop"])
def test_the_quick_way_takes_no_access_token(bound, scheme):
    assert tokens_hot.key_of(f"{scheme} {bound['access_token']}") is None
    assert "HTTP_DPOP" not in KNOWN


def test_a_proof_is_good_once(bound, get):
    token = bound["access_token"]
    one = proof("GET", ISSUER + API, token=token)

    assert [get(token, proof=one).status_code for _ in range(3)] == [200, 401, 401]


def test_it_votes_too(alice, bound, api):
    question = Question.objects.create(question_text="Tea?", pub_date=timezone.now(), author=alice)
    choice = question.choices.create(choice_text="Yes")
    raw, path = bound["access_token"], f"{API}/{question.pk}/vote"

    headers = {"Authorization": f"DPoP {raw}"} | proving(path, token=raw)
    assert api.post(path, {"choice": choice.pk}, headers=headers).status_code == 201


def test_userinfo_and_its_form_take_it(oidc, redeem, public_client, api, alice):
    public_client.application.algorithm = "RS256"
    public_client.application.save()
    tokens = redeem(public_client, proving(), scope="openid").json()
    raw, path = tokens["access_token"], "/auth/userinfo"

    headers = {"Authorization": f"DPoP {raw}"}
    found = api.get(path, headers=headers | proving(path, "GET", token=raw))
    assert found.json() == {"sub": str(alice.pk)}
    refused = api.post(path, encoded({"access_token": raw}), content_type=FORM)
    assert refused.json()["error"] == "invalid_token"
    assert "bound to a key" in refused.json()["error_description"]
    both = proving(path, token=raw) | headers
    twice = api.post(path, encoded({"access_token": raw}), content_type=FORM, headers=both)
    assert twice.status_code == 400


# The token endpoint ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "words"),
    [
        ({"path": API}, "htu"),
        ({"method": "GET"}, "htm"),
        ({"iat": 1}, "iat"),
        ({"header": {"jwk": OTHER_KEY.as_dict(private=False)}}, "signature"),
    ],
)
def test_a_bad_proof_spends_no_code(post_token, make_code, alice, public_client, made, words):
    code = make_code(public_client, alice)

    refused = post_token(public_client, headers=proving(**made), **code)

    assert (refused.status_code, refused.json()["error"]) == (400, "invalid_dpop_proof")
    assert words in refused.json()["error_description"]
    assert not AccessToken.objects.exists()
    assert post_token(public_client, headers=proving(), **code).status_code == 200


@pytest.mark.parametrize(
    ("client", "headers", "token_type"),
    [
        ("public_client", proving, "DPoP"),
        ("public_client", lambda: proving(key=OTHER_KEY), None),
        ("public_client", lambda: None, None),
        # Confidential ones prove themselves with each refresh (§5).
        ("code_client", proving, "DPoP"),
        ("code_client", lambda: proving(key=OTHER_KEY), "DPoP"),
        ("code_client", lambda: None, "Bearer"),
    ],
)
def test_a_refresh_token_of_a_public_client_is_bound(
    request, redeem, post_token, client, headers, token_type
):
    client = request.getfixturevalue(client)
    tokens = redeem(client, proving()).json()

    answer = refresh(post_token, client, tokens, headers())

    assert answer.json().get("token_type") == token_type
    if token_type is None:
        assert answer.json()["error"] == "invalid_grant"
        again = refresh(post_token, client, tokens, proving())  # it was not spent by that
        assert again.json()["token_type"] == "DPoP"


def test_the_key_lasts_from_refresh_to_refresh(bound, post_token, public_client):
    for _ in range(3):
        bound = refresh(post_token, public_client, bound, proving()).json()
    refused = refresh(post_token, public_client, bound)

    assert refused.json()["error"] == "invalid_grant"
    assert "bound to a key" in refused.json()["error_description"]


def test_turned_off_it_leaves_no_bound_token_to_thieves(
    settings, bound, get, post_token, public_client
):
    settings.DPOP = "off"

    assert get(bound["access_token"], "Bearer", None).status_code == 401
    assert get(bound["access_token"]).status_code == 401
    assert refresh(post_token, public_client, bound).json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("mode", "key", "is_good"),
    [
        ("on", {}, True),
        ("on", {"key": OTHER_KEY}, False),
        ("on", None, False),
        ("off", None, True),  # an unknown parameter is ignored (RFC 6749 §3.1)
    ],
)
def test_dpop_jkt_binds_the_code(
    settings, alice, public_client, browser_as, post_token, mode, key, is_good
):
    settings.DPOP = mode
    page = ask(public_client, dpop_jkt=jkt())
    code = sent_back(browser_as(alice).post(page, {"allow": "yes"}))["code"]

    headers = None if key is None else proving(**key)
    answer = post_token(public_client, headers=headers, **redeeming(code))

    assert answer.status_code == (200 if is_good else 400)


def test_a_dpop_jkt_that_is_no_thumbprint_is_refused(alice, public_client, browser_as):
    answer = sent_back(browser_as(alice).get(ask(public_client, dpop_jkt="x")))

    assert answer["error"] == "invalid_request"


@pytest.mark.parametrize(
    ("named", "key", "status"),
    [(None, KEY, 201), (KEY, KEY, 201), (OTHER_KEY, KEY, 400), (KEY, None, 201)],
)
def test_a_pushed_request_is_bound_as_well(
    settings, alice, public_client, post_token, browser_as, named, key, status
):
    settings.PUSHED_REQUESTS = "on"
    asked = dict(parse_qsl(urlsplit(ask(public_client, dpop_jkt=named and jkt(named))).query))
    headers = key and proving("/auth/par", key=key)
    pushed = post_token(public_client, "/auth/par", headers=headers, **asked)

    assert pushed.status_code == status
    if status == 201:
        query = {"client_id": public_client.id, "request_uri": pushed.json()["request_uri"]}
        browser_as(alice).post(f"/auth/authorize?{encoded(query)}", {"allow": "yes"})
        code = redeeming(Grant.objects.get().code)
        other = post_token(public_client, headers=proving(key=OTHER_KEY), **code)
        assert other.json()["error"] == "invalid_grant"
        assert post_token(public_client, headers=proving(), **code).status_code == 200


@pytest.mark.parametrize("grant", ["password", "client_credentials"])
def test_other_grants_are_bound_too(alice, password_client, machine, post_token, get, grant):
    client = password_client if grant == "password" else machine
    data = {"username": "alice", "password": PASSWORD} if grant == "password" else {}
    tokens = post_token(client, headers=proving(), grant_type=grant, **data).json()

    assert tokens["token_type"] == "DPoP"
    assert get(tokens["access_token"]).status_code == 200


@pytest.mark.parametrize("scheme", ["Bearer", "DPoP"])
def test_required_a_bearer_token_of_before_is_refused_until_it_is_refreshed(
    settings, redeem, public_client, get, post_token, scheme
):
    before = redeem(public_client).json()
    settings.DPOP = "required"

    refused = get(before["access_token"], scheme)
    assert (refused.status_code, refused.json()["code"]) == (401, "invalid_token")
    assert "requires DPoP" in refused.json()["detail"]
    assert refresh(post_token, public_client, before).json()["error"] == "invalid_dpop_proof"
    after = refresh(post_token, public_client, before, proving()).json()
    assert get(after["access_token"]).status_code == 200


def test_required_nobody_gets_a_bearer_token(settings, redeem, public_client, post_token, api):
    settings.DPOP = "required"

    refused = redeem(public_client)
    assert refused.json()["error"] == "invalid_dpop_proof"
    assert not AccessToken.objects.exists()
    told = api.get("/.well-known/oauth-protected-resource").json()
    assert told["dpop_bound_access_tokens_required"] is True


@pytest.mark.parametrize(
    ("dpop", "which", "is_active"),
    [
        ("on", "access_token", True),
        ("required", "access_token", False),
        ("required", "refresh_token", True),  # with a proof it buys a token that is good
    ],
)
def test_required_other_apis_are_told_that_a_bearer_token_of_before_is_dead(
    settings, redeem, public_client, machine, post_token, dpop, which, is_active
):
    applications.set_resource_server(machine.application, is_so=True)
    before = redeem(public_client).json()
    settings.DPOP = dpop

    told = post_token(machine, "/auth/introspect", token=before[which]).json()

    assert told["active"] is is_active


@pytest.mark.parametrize("dpop", ["on", "required"])
def test_introspection_tells_the_key(settings, bound, machine, post_token, dpop):
    settings.DPOP = dpop
    applications.set_resource_server(machine.application, is_so=True)
    told = post_token(machine, "/auth/introspect", token=bound["access_token"]).json()

    assert told["token_type"] == "DPoP"
    assert told["cnf"] == {"jkt": jkt()}


# Nonces, discovery, housekeeping ------------------------------------------------------


def test_a_nonce_is_asked_for_and_then_taken(
    settings, alice, make_code, public_client, post_token, get
):
    settings.DPOP_NONCE = True
    code = make_code(public_client, alice)

    asked = post_token(public_client, headers=proving(), **code)
    assert (asked.status_code, asked.json()["error"]) == (400, "use_dpop_nonce")
    nonce = asked["DPoP-Nonce"]
    token = post_token(public_client, headers=proving(nonce=nonce), **code).json()["access_token"]

    refused = get(token)
    assert refused.status_code == 401
    assert refused["DPoP-Nonce"] == nonce
    assert 'error="use_dpop_nonce"' in refused["WWW-Authenticate"]
    assert get(token, nonce=nonce).status_code == 200


@pytest.mark.parametrize(
    ("seconds", "is_good"), [(0, True), (freshness.STEP, True), (3 * freshness.STEP, False)]
)
def test_a_nonce_ends(seconds, is_good):
    now = timezone.now()
    nonce = freshness.nonce(now=now - timedelta(seconds=seconds))

    if is_good:
        freshness.check_nonce(nonce, now=now)
    else:
        with pytest.raises(freshness.UseNonce):
            freshness.check_nonce(nonce, now=now)


@pytest.mark.parametrize("nonce", [None, 7, "", "\ud800", ["x"]])
def test_a_nonce_is_text_of_ours(nonce):
    with pytest.raises(freshness.UseNonce):
        freshness.check_nonce(nonce, now=timezone.now())


def test_discovery_tells_the_algorithms(settings, api):
    name, path = "dpop_signing_alg_values_supported", "/.well-known/oauth-authorization-server"

    assert "RS256" in api.get(path).json()[name]
    settings.DPOP = "off"
    assert name not in api.get(path).json()


def test_off_there_is_no_such_scheme(settings, redeem, public_client, get, api):
    settings.DPOP = "off"
    tokens = redeem(public_client, proving()).json()

    assert tokens["token_type"] == "Bearer"
    assert get(tokens["access_token"]).status_code == 401
    assert "DPoP" not in api.get(API)["WWW-Authenticate"]


def test_a_proof_is_remembered_by_its_key_for_as_long_as_a_clock_takes_it(db):
    now, claims = timezone.now(), {"jti": "1"}
    for thumbprint in ("one", "another"):
        freshness.spend(Proof(thumbprint, claims), now=now)
    with pytest.raises(InvalidProof):
        freshness.spend(Proof("one", claims), now=now)

    # Made by a clock that is ahead, it is good for twice the window.
    latest = now + timedelta(seconds=2 * WINDOW)
    assert not freshness.expired(now=latest).exists()


def test_used_proofs_are_forgotten_when_they_are_too_old(bound):
    SpentProof.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    call_command("prune")

    assert not SpentProof.objects.exists()


def test_proofs_in_use_delete_the_old_ones(bound, get, monkeypatch):
    SpentProof.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    monkeypatch.setattr(freshness, "SWEEPS", "")

    get(bound["access_token"])
    assert SpentProof.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_uses_a_proof(bound):
    token = bound["access_token"]
    headers = {"Authorization": f"DPoP {token}"} | proving(API, "GET", token=token)

    statuses = [r.status_code for r in together(lambda: APIClient().get(API, headers=headers))]

    assert sorted(statuses) == [200] + [401] * (CROWD - 1)


def test_a_bearer_costs_no_statement_more(redeem, public_client, get, django_assert_num_queries):
    token = redeem(public_client).json()["access_token"]
    get(token, "Bearer", None)

    with django_assert_num_queries(2):  # the token with its key and its person; the questions
        get(token, "Bearer", None)


@pytest.mark.parametrize(
    ("mode", "nonce", "found"),
    [
        ("off", False, 0),
        ("on", True, 0),
        ("required", False, 0),
        ("off", True, 1),
        ("yes", False, 1),
    ],
)
def test_settings_that_say_nothing_are_told(settings, mode, nonce, found):
    settings.DPOP, settings.DPOP_NONCE = mode, nonce

    assert len([error for error in run_checks() if error.id == "accounts.oauth.E011"]) == found
