"""Access tokens are JWTs, and another API reads them by itself."""

import importlib
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from joserfc import jwt
from joserfc.jwk import KeySet

from tests.accounts.oauth.conftest import ISSUER

EXAMPLE = Path(__file__).parents[4] / "examples" / "local_api"
API, OTHER_API = "/polls/api/questions", "https://local.example"


@pytest.fixture(autouse=True)
def is_on(settings, oidc):
    settings.JWT_ACCESS_TOKENS = True


@pytest.fixture
def local(api, monkeypatch):
    """``local(token)``: the status of the API that checks tokens by itself, and its answer."""
    monkeypatch.syspath_prepend(EXAMPLE)
    monkeypatch.setenv("ISSUER", ISSUER)
    monkeypatch.setenv("RESOURCE", OTHER_API)
    sys.modules.pop("api", None)
    example = importlib.import_module("api")

    def get(url, timeout):
        assert url == f"{ISSUER}/auth/jwks"
        return SimpleNamespace(raise_for_status=int, json=api.get("/auth/jwks").json)

    monkeypatch.setattr(example.requests, "get", get)

    def call(token):
        said = []
        headers = {"HTTP_AUTHORIZATION": f"Bearer {token}"}
        (body,) = example.application(headers, lambda status, _headers: said.append(status))
        return int(said[0][:3]), json.loads(body)

    yield call
    sys.modules.pop("api", None)


@pytest.fixture
def read(api):
    def decode(token):
        return jwt.decode(token, KeySet.import_key_set(api.get("/auth/jwks").json()))

    return decode


def call(api, token):
    return api.get(API, headers={"Authorization": f"Bearer {token}"}).status_code
