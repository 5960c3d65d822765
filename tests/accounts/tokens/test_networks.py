"""A token that is bound to networks is accepted from there, and from nowhere else."""

import pytest
from rest_framework.test import APIClient

from accounts.models import Token
from accounts.tokens import issuing
from accounts.tokens.networks import allows, outside

TOKENS, ME = "/accounts/api/tokens", "/accounts/api/me"
OFFICE = ["192.0.2.0/24", "2001:db8::/32"]


@pytest.mark.parametrize(
    ("networks", "address", "is_allowed"),
    [
        (None, "203.0.113.7", True),
        (None, None, True),
        (OFFICE, "192.0.2.0", True),
        (OFFICE, "192.0.2.255", True),
        (OFFICE, "192.0.3.0", False),
        (OFFICE, "2001:db8:ffff::1", True),
        (OFFICE, "2001:db9::1", False),
        (OFFICE, "::ffff:192.0.2.9", True),  # the same address, by a socket of IPv6
        (OFFICE, "::ffff:192.0.3.9", False),
        (OFFICE, None, False),
        (["0.0.0.0/0"], "2001:db8::1", False),
        (["::/0"], "192.0.2.1", False),
        (["::/0"], "::ffff:192.0.2.1", False),
        (["203.0.113.7/32"], "203.0.113.7", True),
        (["203.0.113.7/32"], "203.0.113.6", False),
    ],
)
def test_an_address_is_inside_or_not(networks, address, is_allowed):
    assert allows(networks, address) is is_allowed


def make(client, networks):
    return client.post(TOKENS, {"name": "office", "networks": networks}, format="json")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["192.0.2.0/24"], ["192.0.2.0/24"]),
        (["203.0.113.7"], ["203.0.113.7/32"]),
        (["2001:DB8::1"], ["2001:db8::1/128"]),
        ([" 192.0.2.0/255.255.255.0 "], ["192.0.2.0/24"]),
        (["2001:db8::/32", "192.0.2.0/24", "192.0.2.0/24", "10.0.0.0/8"],
         ["10.0.0.0/8", "192.0.2.0/24", "2001:db8::/32"]),
        (["::ffff:192.0.2.0/120"], ["192.0.2.0/24"]),
        (["::ffff:192.0.2.7"], ["192.0.2.7/32"]),
        (["0.0.0.0/0"], ["0.0.0.0/0"]),
        (None, None),
    ],
)  # fmt: skip
def test_networks_are_kept_in_one_form(alice, api_as, given, kept):
    made = make(api_as(alice), given)
    assert made.status_code == 201
    assert made.json()["networks"] == kept
    assert alice.tokens.get(name="office").networks == kept


NOTHING = "{} is no network. Write it like 203.0.113.0/24 or 2001:db8::/32."
HOST = "{} names a host in a network. For the whole network, write 192.0.2.0/24."


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (["192.0.2.1/24"], HOST.format("192.0.2.1/24")),
        (["::ffff:192.0.2.1/120"], HOST.format("::ffff:192.0.2.1/120")),
        (["office"], NOTHING.format("office")),
        (["192.0.2.0/33"], NOTHING.format("192.0.2.0/33")),
        (["192.0.2.010"], NOTHING.format("192.0.2.010")),
        (["192.0.2.0/२४"], NOTHING.format("192.0.2.0/२४")),
        (["fe80::%eth0/64"], NOTHING.format("fe80::%eth0/64")),
        ([7], NOTHING.format("7")),
        ([], "Name at least one network, or leave networks out for a token without bounds."),
        ("192.0.2.0/24", 'Expected a list of items but got type "str".'),
        ([f"10.0.{n}.0/24" for n in range(11)],
         "Ensure this field has no more than 10 elements."),
    ],
)  # fmt: skip
def test_what_is_no_network_is_refused_in_words(alice, api_as, given, text):
    answer = make(api_as(alice), given)
    assert answer.status_code == 400
    assert answer.json() == {"networks": [text]}
    assert alice.tokens.count() == 1


@pytest.mark.parametrize("given", [[None], [[]], ["x" * 51], ["a\0b"], [""], {}, True])
def test_malformed_networks_are_refused(alice, api_as, given):
    answer = make(api_as(alice), given)
    assert answer.status_code == 400
    assert list(answer.json()) == ["networks"]


# Using one ---------------------------------------------------------------------------


def call(token, address, path=ME, **extra):
    client = APIClient(headers={"Authorization": f"Token {token.key}"})
    return client.get(path, REMOTE_ADDR=address, **extra)


@pytest.fixture
def bound(alice):
    return Token.objects.create(user=alice, name="office", networks=["192.0.2.0/24"])


def test_a_request_from_its_network_is_let_in(bound):
    assert call(bound, "192.0.2.9").status_code == 200


@pytest.mark.parametrize("address", ["203.0.113.7", "2001:db8::1", "", "unix:"])
def test_a_request_from_elsewhere_is_told_so(bound, address):
    answer = call(bound, address)
    assert answer.status_code == 401
    assert answer.json()["code"] == "token_network"
    assert answer.json()["detail"].startswith("This token is not accepted from your address")
    assert answer["WWW-Authenticate"].startswith("Token")
    bound.refresh_from_db()
    assert bound.last_used_at is None


def test_the_address_is_the_one_that_trusted_proxies_tell(bound, settings):
    forwarded = {"HTTP_X_FORWARDED_FOR": "192.0.2.9"}
    assert call(bound, "203.0.113.7", **forwarded).status_code == 401
    settings.TRUSTED_PROXY_COUNT = 1
    assert call(bound, "203.0.113.7", **forwarded).status_code == 200


def test_the_trail_has_the_refusal_once_however_many_there_are(bound, alice, caplog):
    from accounts.trail.models import Entry

    for _ in range(3):
        call(bound, "203.0.113.7")
    (entry,) = Entry.objects.filter(event="token_network_refused")
    assert (entry.username, entry.address, entry.hint) == ("alice", "203.0.113.7", bound.hint)
    assert caplog.text.count("token network refused") == 1
    assert bound.key not in caplog.text


# Children ----------------------------------------------------------------------------


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


# People ------------------------------------------------------------------------------


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
