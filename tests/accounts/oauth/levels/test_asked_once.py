"""A person is asked for the second factor once, and applications learn nothing by it."""

from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
from django.test import Client
from django.utils import timezone

from accounts.sessions.opening import OPENED
from tests.accounts.oauth.asking import ask
from tests.accounts.oauth.conftest import encoded
from tests.accounts.oauth.levels.conftest import PASSWORD_ONLY, SIGN_IN, essential
from tests.accounts.oauth.levels.test_asking_for_levels import UNMET, answer_to
from tests.accounts.second_factor.conftest import code, factor  # noqa: F401
from tests.conftest import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("allowed", "factor")
@pytest.mark.parametrize("wish", [{"acr_values": "2"}, {"claims": essential("2")}])
def test_who_proves_it_goes_on(client_of_people, signed_in_by, wish):
    browser = signed_in_by(PASSWORD_ONLY)
    to_sign_in = browser.get(ask(client_of_people, scope="openid", **wish))["Location"]
    assert "asks for your second factor" in browser.get(to_sign_in).content.decode()
    back = parse_qs(urlsplit(to_sign_in).query)["next"][0]

    browser.post("/accounts/login/", {"username": "alice", "password": PASSWORD, "next": back})
    browser.post("/accounts/second-factor/sign-in/", {"otp": code()})

    assert answer_to(browser.get(back)) == "code"


@pytest.mark.usefixtures("allowed", "factor")
def test_who_was_signed_out_is_asked_as_well_and_once(client_of_people, signed_in_by):
    url = ask(client_of_people, scope="openid", acr_values="2")
    first = Client().get(url)["Location"]
    back = parse_qs(urlsplit(first).query)["next"][0]
    browser = signed_in_by([])  # at a provider that asks for nothing more

    second = browser.get(back)["Location"]
    again = parse_qs(urlsplit(second).query)["next"][0]

    assert second.startswith(SIGN_IN)
    assert answer_to(browser.get(again)) == "code"


@pytest.mark.usefixtures("allowed", "factor")
def test_a_pushed_request_asks_once_as_well(settings, client_of_people, signed_in_by, post_token):
    settings.PUSHED_REQUESTS = "on"
    url = ask(client_of_people, scope="openid", acr_values="2")
    pushed = post_token(client_of_people, "/auth/par", **dict(parse_qsl(urlsplit(url).query)))
    query = {"client_id": client_of_people.id, "request_uri": pushed.json()["request_uri"]}
    page, browser = f"/auth/authorize?{encoded(query)}", signed_in_by(PASSWORD_ONLY)
    assert answer_to(browser.get(page)) == "sign in"

    session = browser.session  # again, without the factor
    session[OPENED] |= {"at": timezone.now().isoformat()}
    session.save()

    assert answer_to(browser.get(page)) == "code"


@pytest.mark.usefixtures("factor")
def test_an_application_that_was_allowed_nothing_does_not_learn_who_has_a_factor(
    client_of_people, signed_in_by
):
    url = ask(client_of_people, scope="openid", prompt="none", claims=essential("2"))

    assert answer_to(signed_in_by([]).get(url)) == "consent_required"


@pytest.mark.parametrize(("decision", "error"), [("allow", UNMET), ("deny", "access_denied")])
def test_nor_who_has_none_until_the_person_allows_it(
    client_of_people, signed_in_by, decision, error
):
    browser = signed_in_by(PASSWORD_ONLY)
    url = ask(client_of_people, scope="openid", claims=essential("2"))

    assert browser.get(url).status_code == 200  # the page that asks

    assert answer_to(browser.post(url, {decision: "yes"})) == error
