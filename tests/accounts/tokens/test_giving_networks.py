"""A token gives no wider networks than its own."""

import pytest

from accounts.models import Token
from accounts.tokens import issuing
from accounts.tokens.networks import outside
from tests.accounts.tokens.test_networks import OFFICE, make


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        (None, ["127.0.0.0/8", "2001:db8::/32"]),
        (["127.0.0.1"], ["127.0.0.1/32"]),
        (["2001:db8:1::/48"], ["2001:db8:1::/48"]),
        (["126.0.0.0/7"], None),
        (["127.0.0.1", "192.0.2.1"], None),
        (["::/0"], None),
    ],
)
def test_a_token_gives_no_wider_networks_than_its_own(alice, api_as, asked, given):
    Token.objects.update(networks=["127.0.0.0/8", "2001:db8::/32"])
    made = make(api_as(alice), asked)
    if given:
        assert made.json()["networks"] == given
    else:
        assert made.status_code == 400
        assert made.json()["networks"][0].startswith("The token that makes this one lacks ")


def test_a_refusal_names_what_the_parent_lacks(alice):
    parent = Token.objects.create(user=alice, networks=OFFICE)
    asked = ["10.0.0.0/8", "192.0.2.8/29"]
    with pytest.raises(issuing.WiderThanParent, match=r"lacks 10\.0\.0\.0/8\."):
        issuing.issue(alice, now=parent.created, name="x", networks=asked, parent=parent)
    assert outside(["192.0.2.8/29"], OFFICE) == []


def test_a_person_names_networks_on_the_page(alice, browser_as):
    form = {"name": "office", "networks": "192.0.2.0/24, 203.0.113.7"}
    page = browser_as(alice).post("/accounts/credentials/tokens/", form)
    assert alice.tokens.get(name="office").networks == ["192.0.2.0/24", "203.0.113.7/32"]
    assert "only from 192.0.2.0/24, 203.0.113.7/32" in page.content.decode()


def test_the_page_refuses_what_is_no_network(alice, browser_as):
    form = {"name": "x", "networks": "192.0.2.1/24"}
    page = browser_as(alice).post("/accounts/credentials/tokens/", form)
    assert "For the whole network, write 192.0.2.0/24." in page.content.decode()
    form["networks"] = " ".join(f"10.0.{n}.0/24" for n in range(11))
    page = browser_as(alice).post("/accounts/credentials/tokens/", form)
    assert "Name at most 10 networks." in page.content.decode()
    assert not alice.tokens.filter(name="x").exists()


def test_staff_see_the_networks(bound, ada, browser_as):
    staff = browser_as(ada)
    for path in ("", f"{bound.pk}/change/"):
        assert "192.0.2.0/24" in staff.get(f"/admin/accounts/token/{path}").content.decode()
