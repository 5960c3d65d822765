"""Alice signs in by one factor or two, and has allowed the application."""

import json

import pytest

from accounts.sessions import methods
from accounts.sessions.opening import OPENED
from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.conftest import redeeming
from tests.accounts.second_factor.conftest import code, factor  # noqa: F401

SIGN_IN = "/accounts/auth/?next="
PASSWORD_ONLY = [methods.PASSWORD]
BOTH = [methods.PASSWORD, methods.CODE, methods.SEVERAL]


@pytest.fixture
def signed_in_by(browser_as, alice):
    """``signed_in_by(methods)``: a browser in which Alice proved herself so."""

    def make(proofs):
        browser = browser_as(alice)
        session = browser.session
        session[OPENED] |= {"by": proofs}
        session.save()
        return browser

    return make


@pytest.fixture
def allowed(alice, client_of_people, make_code, post_token):
    post_token(client_of_people, **make_code(client_of_people, alice, scope="openid"))


def essential(*values):
    return json.dumps({"id_token": {"acr": {"essential": True, "values": values}}})


def id_token(client, browser, post_token, read):
    answer = sent_back(browser.post(ask(client, scope="openid"), {"allow": "yes"}))
    return read(post_token(client, **redeeming(answer["code"])).json()["id_token"])
