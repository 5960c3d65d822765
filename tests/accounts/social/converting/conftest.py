"""Tokens of the demo provider, to be converted."""

import pytest
import requests


@pytest.fixture
def token_of(demo_provider):
    """``token_of("dora")``: what the demo provider gives to one of its clients."""

    def fetch(person, client="demo"):
        answer = requests.post(
            f"{demo_provider.url}/token",
            {"grant_type": "password", "username": person},
            auth=(client, client),
            timeout=5,
        )
        return answer.json()["access_token"]

    return fetch


@pytest.fixture
def convert(post_token, demo_provider):
    def post(client=None, path="/auth/convert-token", /, **data):
        data = {"grant_type": "convert_token", "backend": "demo"} | data
        return post_token(client, path, **{k: v for k, v in data.items() if v is not None})

    return post


@pytest.fixture
def _no_calls(monkeypatch):
    def call(*args, **kwargs):
        raise AssertionError("a call went out")

    monkeypatch.setattr("requests.request", call)
