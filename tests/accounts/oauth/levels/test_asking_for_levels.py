"""An application asks for a second factor by ``acr`` (RFC 9470)."""

import pytest

from tests.accounts.oauth.asking import ask, sent_back
from tests.accounts.oauth.levels.conftest import BOTH, PASSWORD_ONLY, SIGN_IN, essential
from tests.accounts.second_factor.conftest import code, factor  # noqa: F401

pytestmark = pytest.mark.django_db

UNMET = "unmet_authentication_requirements"


def answer_to(response):
    if response.get("Location", "").startswith(SIGN_IN):
        return "sign in"
    answer = sent_back(response)
    return answer.get("error", "code")


@pytest.mark.parametrize(
    ("wish", "proofs", "without_factor", "with_factor", "silently"),
    [
        ({"acr_values": "1"}, [], "code", "code", "code"),
        ({"acr_values": "unheard of"}, [], "code", "code", "code"),
        ({"acr_values": "1 2"}, [], "code", "code", "code"),
        ({"acr_values": "2 1"}, PASSWORD_ONLY, "code", "sign in", "code"),
        ({"acr_values": "2"}, BOTH, "code", "code", "code"),
        ({"claims": essential()}, [], "code", "code", "code"),
        ({"claims": essential("1", "2")}, [], "code", "code", "code"),
        ({"claims": essential("2")}, PASSWORD_ONLY, UNMET, "sign in", "login_required"),
        ({"claims": essential("unheard of", "2")}, [], UNMET, "sign in", "login_required"),
        ({"claims": essential("2")}, BOTH, "code", "code", "code"),
        ({"claims": essential("unheard of")}, BOTH, UNMET, UNMET, UNMET),
        ({"claims": '{"id_token": {"acr": {"values": ["2"]}}}'}, [], "code", "sign in", "code"),
    ],
)
def test_the_second_factor_is_asked_of_those_who_have_one(
    request,
    allowed,
    client_of_people,
    signed_in_by,
    wish,
    proofs,
    without_factor,
    with_factor,
    silently,
):
    browser, url = signed_in_by(proofs), ask(client_of_people, scope="openid", **wish)
    silent = ask(client_of_people, scope="openid", prompt="none", **wish)

    before = answer_to(browser.get(url))
    request.getfixturevalue("factor")
    got = (before, answer_to(browser.get(url)), answer_to(browser.get(silent)))

    assert got == (without_factor, with_factor, silently)
