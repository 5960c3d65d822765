"""Text that is no network is refused, in words."""

import pytest

from tests.accounts.tokens.test_networks import make

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
