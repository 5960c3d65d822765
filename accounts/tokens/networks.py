"""
The networks from which a token is accepted: a list in CIDR notation (RFC 4632, RFC 4291 §2.3).

Networks and addresses of IPv4 that are mapped into IPv6 (``::ffff:192.0.2.0/120``) are those of
IPv4. ``None`` is a token that is accepted from anywhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_interface

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MAX_NETWORKS = 10
MAX_LENGTH = 50  # characters of one; the longest that means something has 43
MAPPED = 96  # bits in front of an IPv4 address in IPv6

Network = IPv4Network | IPv6Network


def read(texts: Iterable[str]) -> list[str] | None:
    """
    Return ``texts`` as ``Token.networks`` holds them: canonical, in order, each once.

    An address alone is a network of one. Without a text, there is no bound: None.

    :raises ValidationError: for what is no network, and for more than ``MAX_NETWORKS``.
    """
    found = {_network(text) for text in texts}
    if len(found) > MAX_NETWORKS:
        text = _("Name at most %d networks.")
        raise ValidationError(text % MAX_NETWORKS, "too_many_networks")
    in_order = sorted(found, key=lambda one: (one.version, int(one.network_address), one.prefixlen))
    return list(map(str, in_order)) or None


def allows(networks: list[str] | None, address: str | None) -> bool:
    """Tell whether a token may come from ``address``; one that cannot be read is in no network."""
    if networks is None:
        return True
    if address is None:
        return False
    found = _unmapped(ip_address(address))
    return any(found in ip_interface(one).network for one in networks)


def outside(networks: list[str], bounds: list[str]) -> list[str]:
    """Return those of ``networks`` that reach beyond all of ``bounds``."""
    return [one for one in networks if not any(_is_within(one, bound) for bound in bounds)]


def _is_within(text: str, bound: str) -> bool:
    one, other = ip_interface(text).network, ip_interface(bound).network
    return one.version == other.version and one.subnet_of(other)  # type: ignore[arg-type]  # same


def _network(text: str) -> Network:
    text = text.strip()
    try:
        if len(text) > MAX_LENGTH or "%" in text:  # the zone of another machine means nothing
            raise ValueError
        given = ip_interface(text)
    except ValueError as error:
        words = _("%(text)s is no network. Write it like 203.0.113.0/24 or 2001:db8::/32.")
        raise ValidationError(words % {"text": text[:MAX_LENGTH]}, "no_network") from error
    network = _unmapped_network(given.network)
    if given.ip != given.network.network_address:
        words = _("%(text)s names a host in a network. For the whole network, write %(network)s.")
        raise ValidationError(words % {"text": text, "network": network}, "host_bits")
    return network


def _unmapped_network(network: Network) -> Network:
    first = _unmapped(network.network_address)
    if first.version == network.version:  # a mapped one has MAPPED bits or more
        return network
    return IPv4Network((int(first), network.prefixlen - MAPPED))


def _unmapped(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    return getattr(address, "ipv4_mapped", None) or address
