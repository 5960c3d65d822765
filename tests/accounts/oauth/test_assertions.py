"""``private_key_jwt``: an application proves itself by a signature (RFC 7523)."""

import json
import time
import uuid
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from joserfc import jwk, jwt

from accounts.oauth.assertions import keys
from accounts.oauth.assertions.models import ClientKeys
from accounts.oauth.assertions.proofs import ALGORITHMS, TYPE
from accounts.oauth.dpop.models import SpentProof
from accounts.oauth.forms import ApplicationForm
from accounts.oauth.models import Consent
from accounts.oauth.pushed.models import PushedRequest
from tests.accounts.oauth.conftest import FORM, ISSUER, encoded
from tests.accounts.oauth.dpop import SMALL_ORDERS, ed25519
from tests.accounts.oauth.test_consent import ask

pytestmark = pytest.mark.django_db

TOKEN_ENDPOINT = f"{ISSUER}/auth/token"
GRANT = {"grant_type": "client_credentials", "scope": "polls:read"}
MAKERS = {
    "RS256": lambda: jwk.RSAKey.generate_key(2048),
    "ES256": lambda: jwk.ECKey.generate_key("P-256"),
    "Ed25519": lambda: jwk.OKPKey.generate_key("Ed25519"),
    "EdDSA": lambda: jwk.OKPKey.generate_key("Ed25519"),
}


@pytest.fixture(scope="module")
def private():
    """A key of each kind, with its id."""
    made = {}
    for algorithm, make in MAKERS.items():
        key = make()
        made[algorithm] = type(key).import_key(key.as_dict(private=True) | {"kid": algorithm})
    return made


@pytest.fixture
def jwks(private):
    return json.dumps({"keys": [key.as_dict(private=False) for key in private.values()]})


@pytest.fixture
def signer(machine, jwks):
    keys.register(machine.application, jwks)
    return machine


@pytest.fixture
def sign(private, machine):
    """``sign(aud=…)``: the parameters of a request that the machine signed."""

    def make(algorithm="ES256", signed_by=None, header=None, **changes):
        now = int(time.time())
        claims = {
            "iss": machine.id,
            "sub": machine.id,
            "aud": ISSUER,
            "iat": now,
            "exp": now + 60,
            "jti": str(uuid.uuid4()),
        } | changes
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": algorithm, "kid": algorithm} if header is None else header
        key = signed_by or private[algorithm]
        assertion = jwt.encode(header, claims, key, algorithms=[header["alg"]])
        return {"client_assertion_type": TYPE, "client_assertion": assertion}

    return make


@pytest.mark.parametrize("algorithm", ALGORITHMS)
@pytest.mark.parametrize("audience", [ISSUER, TOKEN_ENDPOINT, [ISSUER]])
def test_a_signature_takes_the_place_of_the_secret(signer, sign, post_token, algorithm, audience):
    response = post_token(**GRANT, **sign(algorithm, aud=audience))

    assert response.status_code == 200, response.content


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_it_need_not_name_its_key(signer, sign, post_token, algorithm):
    signed = sign(algorithm, header={"alg": algorithm})

    assert post_token(**GRANT, **signed).status_code == 200


@pytest.mark.parametrize(
    ("path", "data", "status"),
    [
        ("/auth/token", GRANT, 200),
        ("/auth/revoke-token", {"token": "x"}, 200),
        ("/auth/introspect", {"token": "x"}, 200),
        ("/auth/device-authorization", {}, 400),  # known, and registered for another grant
    ],
)
def test_it_does_wherever_a_client_proves_itself(signer, sign, post_token, path, data, status):
    assert post_token(None, path, **data, **sign()).status_code == status
    assert post_token(None, path, **data, **sign(aud="x")).status_code == 401


def test_it_buys_tokens_with_a_code(alice, client_of_people, jwks, sign, make_code, post_token):
    keys.register(client_of_people.application, jwks)
    named = {"iss": client_of_people.id, "sub": client_of_people.id}
    code = make_code(client_of_people, alice, scope="openid")

    tokens = post_token(**code, **sign(**named)).json()
    refresh = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}

    assert tokens["id_token"]
    assert post_token(**refresh).status_code == 401
    assert post_token(**refresh, **sign(**named)).status_code == 200


@pytest.mark.parametrize(
    ("audience", "status"),
    [(ISSUER, 201), (TOKEN_ENDPOINT, 201), (f"{ISSUER}/auth/par", 201), ("https://a.example", 401)],
)
def test_it_pushes_a_request(settings, code_client, jwks, sign, post_token, audience, status):
    settings.PUSHED_REQUESTS = "on"
    keys.register(code_client.application, jwks)
    signed = sign(iss=code_client.id, sub=code_client.id, aud=audience)
    asked = dict(parse_qsl(urlsplit(ask(code_client)).query))

    assert post_token(None, "/auth/par", **asked, **signed).status_code == status
    kept = PushedRequest.objects.values_list("parameters", flat=True)
    assert "assertion" not in "".join(kept)


FUTURE, PAST = 4000, -3600


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"iss": "another"}, "iss and sub"),
        ({"iss": None}, "iss and sub"),
        ({"aud": None}, "aud"),
        ({"aud": "https://elsewhere.example"}, "aud"),
        ({"aud": ISSUER + "/"}, "aud"),
        ({"aud": []}, "aud"),
        ({"aud": [ISSUER, "https://elsewhere.example"]}, "aud"),
        ({"aud": {"a": 1}}, "aud"),
        ({"exp": None}, "exp"),
        ({"exp": PAST}, "exp"),
        ({"exp": FUTURE}, "exp"),
        ({"exp": True}, "exp"),
        ({"exp": "tomorrow"}, "exp"),
        ({"iat": FUTURE}, "iat"),
        ({"nbf": FUTURE}, "nbf"),
        ({"iat": "now"}, "iat"),
        ({"jti": None}, "jti"),
        ({"jti": ""}, "jti"),
        ({"jti": "x" * 256}, "jti"),
        ({"jti": 1}, "jti"),
    ],
)
def test_a_claim_that_is_wrong_is_named(signer, sign, post_token, changes, said):
    changes = {
        name: int(time.time()) + value if value in (FUTURE, PAST) else value
        for name, value in changes.items()
    }

    response = post_token(client_id=signer.id, **GRANT, **sign(**changes))

    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")
    assert said in response.json()["error_description"]
    assert not SpentProof.objects.exists()


def test_each_is_taken_once(signer, sign, post_token):
    signed = sign()

    assert post_token(**GRANT, **signed).status_code == 200
    second = post_token(**GRANT, **signed)

    assert second.status_code == 401
    assert "used before" in second.json()["error_description"]


def test_two_applications_may_choose_the_same_jti(signer, make_client, jwks, sign, post_token):
    other = make_client("client-credentials")
    keys.register(other.application, jwks)

    assert post_token(**GRANT, **sign(jti="1")).status_code == 200
    assert post_token(**GRANT, **sign(jti="1", iss=other.id, sub=other.id)).status_code == 200


def with_the_secret(sign, machine, private, other):
    return sign() | {"client_secret": machine.secret}


def with_another_client_id(sign, machine, private, other):
    return sign() | {"client_id": other.id}


def by_another_key(sign, machine, private, other):
    return sign(signed_by=MAKERS["ES256"]())


def by_the_public_key_as_a_secret(sign, machine, private, other):
    text = json.dumps(private["ES256"].as_dict(private=False))
    return sign(signed_by=jwk.OctKey.import_key(text), header={"alg": "HS256"})


def by_an_algorithm_that_is_not_offered(sign, machine, private, other):
    return sign("RS256", header={"alg": "PS256"})


def with_an_unknown_key_id(sign, machine, private, other):
    return sign(header={"alg": "ES256", "kid": "unheard of"})


def with_another_payload(sign, machine, private, other):
    signed, spoilt = sign(), sign(exp=int(time.time()) + 500)
    header, _, signature = signed["client_assertion"].split(".")
    payload = spoilt["client_assertion"].split(".")[1]
    return signed | {"client_assertion": f"{header}.{payload}.{signature}"}


def unsigned(sign, machine, private, other):
    signed = sign()
    payload = signed["client_assertion"].split(".")[1]
    return signed | {"client_assertion": f"eyJhbGciOiJub25lIn0.{payload}."}


def of_nobody(sign, machine, private, other):
    return sign(iss="nobody", sub="nobody")


def of_a_client_without_keys(sign, machine, private, other):
    return sign(iss=other.id, sub=other.id)


def of_another_type(sign, machine, private, other):
    return sign() | {"client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:saml2"}


def of_no_type(sign, machine, private, other):
    return {"client_assertion": sign()["client_assertion"]}


def alone(sign, machine, private, other):
    return {"client_assertion_type": TYPE}


SPOILT = [
    *(with_the_secret, with_another_client_id, by_another_key, by_the_public_key_as_a_secret),
    *(by_an_algorithm_that_is_not_offered, with_an_unknown_key_id, with_another_payload, unsigned),
    *(of_nobody, of_a_client_without_keys, of_another_type, of_no_type, alone),
]


@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_nothing_else_proves_it(signer, public_client, private, sign, post_token, spoil):
    response = post_token(**GRANT, **spoil(sign, signer, private, public_client))

    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")
    assert response.json()["error_description"]


def test_the_signature_of_a_public_client_is_not_passed_over(public_client, sign, post_token):
    path, named = "/auth/revoke-token", {"iss": public_client.id, "sub": public_client.id}

    assert post_token(public_client, path, token="x").status_code == 200
    assert post_token(None, path, token="x", **sign(**named)).status_code == 401


@pytest.mark.parametrize(
    "assertion",
    ["x", "..", "a.b.c", "." * 5000, "x" * 9000, "é.é.é", "a.W10.c", "a.eyJzdWIiOjF9.c", "a.Ww.c"],
)
def test_what_is_no_assertion_is_refused(signer, api, assertion):
    data = GRANT | {"client_assertion_type": TYPE, "client_assertion": assertion}

    response = api.post("/auth/token", encoded(data), content_type=FORM)

    assert (response.status_code, response.json()["error"]) == (401, "invalid_client")


def test_signatures_are_guessed_at_so_often_and_no_more(signer, sign, post_token):
    answers = [post_token(**GRANT, **sign(aud="x")).status_code for _ in range(11)]

    assert answers == [401] * 10 + [429]


def test_beside_keys_the_secret_is_refused(signer, post_token):
    response = post_token(signer, **GRANT)

    assert response.status_code == 401
    assert "client_assertion" in response.json()["error_description"]


def test_without_them_it_is_good_again(signer, post_token):
    keys.register(signer.application, "")

    assert post_token(signer, **GRANT).status_code == 200


def test_another_key_is_another_application_to_the_people_who_allowed_it(
    alice, client_of_people, make_code, jwks
):
    make_code(client_of_people, alice)
    application = client_of_people.application
    asked = {"scopes": ["polls:read"], "resources": []}
    asked |= {"user": alice, "application": application}
    assert Consent.objects.covers(**asked)

    keys.register(application, jwks)

    assert not Consent.objects.covers(**asked)


def test_the_database_forgets_those_that_have_expired(signer, sign, post_token):
    post_token(**GRANT, **sign(exp=int(time.time()) - 25))
    spent = SpentProof.objects.get()  # a node whose clock is behind would take it for longer
    assert spent.expires_at.timestamp() > time.time() + 25
    SpentProof.objects.update(expires_at="2020-01-01T00:00:00Z")

    call_command("prune")

    assert not SpentProof.objects.exists()


def test_discovery_tells_of_it(api):
    data = api.get("/.well-known/oauth-authorization-server").json()

    for endpoint in ("token", "revocation", "introspection"):
        assert "private_key_jwt" in data[f"{endpoint}_endpoint_auth_methods_supported"]
        assert data[f"{endpoint}_endpoint_auth_signing_alg_values_supported"] == ALGORITHMS


# Registering -------------------------------------------------------------------


def public_of(key, **changes):
    return {"keys": [key.as_dict(private=False) | changes]}


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (lambda made: "{", "not JSON"),
        (lambda made: [], "JWK Set"),
        (lambda made: {"keys": []}, "JWK Set"),
        (lambda made: {"keys": ["x"]}, "JWK Set"),
        (lambda made: {"keys": [{}] * 11}, "JWK Set"),
        (lambda made: {"keys": [{"kty": "EC", "x": "y" * 20_000}]}, "at most"),
        (lambda made: {"keys": [{}]}, "for signatures"),
        (lambda made: {"keys": [{"kty": "EC", "crv": "P-256", "x": "AA", "y": "AA"}]}, "be read"),
        (lambda made: {"keys": [made["RS256"].as_dict(private=True)]}, "private key"),
        (lambda made: {"keys": [{"kty": "oct", "k": "c2VjcmV0"}]}, "private key"),
        (lambda made: public_of(made["RS256"], use="enc"), "for signatures"),
        (lambda made: public_of(made["RS256"], alg="PS256"), "for signatures"),
        (lambda made: public_of(jwk.ECKey.generate_key("P-384")), "P-256"),
        (lambda made: public_of(jwk.OKPKey.generate_key("X25519")), "key"),
        *((lambda made, p=p: {"keys": [ed25519(p)]}, "Anybody can sign") for p in SMALL_ORDERS),
        (lambda made: {"keys": [ed25519("02" * 31)]}, "cannot be read"),
        (lambda made: public_of(jwk.RSAKey.generate_key(1024)), "2048"),
        (lambda made: {"keys": public_of(made["ES256"])["keys"] * 2}, "same kid"),
        (lambda made: {"keys": [public_of(made["ES256"])["keys"][0] | {"kid": ["x"]}]}, "a text"),
    ],
)
def test_a_document_that_cannot_be_used_is_refused(private, document, said):
    made = document(private)

    with pytest.raises(ValidationError, match=said):
        keys.check(made if isinstance(made, str) else json.dumps(made))


@pytest.mark.parametrize(("client_type", "is_good"), [("confidential", True), ("public", False)])
def test_an_administrator_registers_one(code_client, jwks, client_type, is_good):
    application = code_client.application
    data = {
        "name": "Pollster",
        "client_type": client_type,
        "authorization_grant_type": "authorization-code",
        "redirect_uris": "https://client.example/callback",
        "client_id": application.client_id,
        "jwks": jwks,
    }

    form = ApplicationForm(data, instance=application)

    assert form.is_valid() is is_good
    if is_good:
        form.save()
        assert ApplicationForm(instance=application)["jwks"].initial == jwks


def test_so_does_the_command(jwks, capsys):
    options = {"grant": "client-credentials"}
    call_command("createapp", jwks=jwks, **options)

    assert ClientKeys.objects.get().jwks == jwks
    assert "client_secret" not in capsys.readouterr().out
    for wrong in ({"jwks": "{}"}, {"jwks": jwks, "public": True, "grant": "authorization-code"}):
        with pytest.raises(CommandError):
            call_command("createapp", **options | wrong)
