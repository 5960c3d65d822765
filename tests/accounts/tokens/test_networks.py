"""Networks are kept in one form, and an address is inside or not."""

import pytest

from accounts.tokens.networks import allows

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
