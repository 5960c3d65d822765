"""An application that names a person by ``sub`` is answered if it may mean them."""

import pytest

from tests.accounts.oauth.asking import sent_back
from tests.accounts.oauth.claims.test_claims_parameter import asking

pytestmark = pytest.mark.django_db


def of(person):
    return {"id_token": {"sub": {"value": str(person.pk)}}}


@pytest.mark.parametrize("prompt", [None, "none"])
def test_the_person_that_it_names_is_let_through(
    alice, client_of_people, browser_as, make_code, post_token, prompt
):
    post_token(client_of_people, **make_code(client_of_people, alice, scope="openid"))

    response = browser_as(alice).get(asking(client_of_people, of(alice), prompt=prompt))

    assert sent_back(response)["code"]


def test_somebody_else_signs_in(alice, bob, client_of_people, browser_as):
    response = browser_as(alice).get(asking(client_of_people, of(bob)))

    assert response["Location"].startswith("/accounts/auth/?next=")


@pytest.mark.parametrize("value", ["", 0, False, [], {}])
def test_nobody_has_an_empty_sub(alice, client_of_people, browser_as, value):
    asked = {"id_token": {"sub": {"value": value}}}
    response = browser_as(alice).get(asking(client_of_people, asked))

    assert response["Location"].startswith("/accounts/auth/?next=")
