"""The admin offers staff with few permissions nothing that it would refuse them."""

import pytest

from accounts.models import User
from tests.admin.conftest import url_of


@pytest.mark.parametrize(
    ("rights", "whose", "is_offered"),
    [
        (["view"], "alice", False),
        (["view", "change"], "alice", True),
        (["view", "change"], "ada", False),
    ],
    ids=["of whom one may read", "of whom one may change", "of somebody above"],
)
def test_a_password_is_reset_by_those_who_may(
    staff_who_may, browser_as, alice, ada, rights, whose, is_offered
):
    whom = {"alice": alice, "ada": ada}[whose]
    client = browser_as(staff_who_may(*((right, User) for right in rights)))

    page = client.get(url_of(User, whom.pk, "change"))
    form = client.get(url_of(User, whom.pk, "password"))

    assert "A password is set." in page.content.decode()
    assert ('href="../password/"' in page.content.decode()) == is_offered
    assert (form.status_code == 200) == is_offered


@pytest.mark.parametrize(
    ("rights", "is_offered"), [(["view"], False), (["view", "add"], False), (["change"], True)]
)
def test_limits_of_addresses_are_lifted_by_those_who_may(
    staff_who_may, browser_as, rights, is_offered
):
    client = browser_as(staff_who_may(*((right, User) for right in rights)))
    addresses = url_of(User, "addresses")

    page = client.get(url_of(User)).content.decode()

    assert (f'href="{addresses}"' in page) == is_offered
    assert (client.get(addresses).status_code == 200) == is_offered
