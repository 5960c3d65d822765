"""GitHub, Google, Facebook and X: what each answers, as their documentation has it."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest

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
BY_NAME = {recorded.name: recorded for recorded in RECORDED}
CONVERTIBLE = [recorded for recorded in RECORDED if recorded.proof]
each = pytest.mark.parametrize("recorded", RECORDED, ids=lambda recorded: recorded.name)
each_convertible = pytest.mark.parametrize("recorded", CONVERTIBLE, ids=lambda each: each.name)


def answer(mock, call, data=None, status=200, **kwargs):
    method, url, recorded = call
    kwargs = kwargs or {"json": recorded if data is None else data}
    mock.add(method, re.compile(re.escape(url) + r"(\?.*)?$"), status=status, **kwargs)


def come_back(recorded, browser, begin):
    state = parse_qs(urlsplit(begin(browser, recorded.provider)).query)["state"][0]
    return browser.get(f"/auth/complete/{recorded.provider}/?code=a-code&state={state}")
