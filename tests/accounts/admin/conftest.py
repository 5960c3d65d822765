"""Ada's browser in the admin."""

import re

import pytest
from rest_framework.test import APIClient

ME = "/accounts/api/me"
USERS, TOKENS, SESSIONS = (f"/admin/accounts/{name}/" for name in ("user", "token", "session"))


@pytest.fixture
def admin(ada, browser_as):
    return browser_as(ada)


def works(key) -> bool:
    return APIClient(headers={"Authorization": f"Token {key}"}).get(ME).status_code == 200


def key_in(page) -> str:
    assert "no-store" in page["Cache-Control"]
    return re.search(r"dar_\w{38}", page.content.decode())[0]
