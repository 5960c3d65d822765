"""Callers are told apart by their addresses, however the proxies in front write them."""

import pytest
from django.test import RequestFactory

from web import proxies


def address(*, peer="10.0.0.9", forwarded_for="", count=1) -> str:
    return proxies.client_address(peer, forwarded_for, proxies=count)


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("203.0.113.7:51234", "203.0.113.7"),
        (" 203.0.113.7 ", "203.0.113.7"),
        ('"203.0.113.7:51234"', "203.0.113.7"),
        ("[203.0.113.7]:443", "203.0.113.7"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ("[2001:DB8:0::1]", "2001:db8::1"),
        ("2001:db8::1", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
        ("[fe80::1%eth0]:80", "fe80::1"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("[::ffff:203.0.113.7]:51234", "203.0.113.7"),
    ],
)
def test_an_address_is_read_with_whatever_a_proxy_adds(entry, expected):
    assert address(forwarded_for=f"6.6.6.6, {entry}") == expected


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("unknown", "unknown"),
        ("_hidden", "_hidden"),
        ("010.0.0.1", "010.0.0.1"),
        ("203.0.113.7.8", "203.0.113.7.8"),
        ("[2001:db8::1", "2001:db8::1"),  # a bracket that does not close harms nobody
        ("a\x1b[2J\nb", "a[2Jb"),
        ("x" * 5000, "x" * 100),
        ("\x00\x01", "10.0.0.9"),
        ("", "10.0.0.9"),
    ],
)
def test_an_entry_that_is_no_address_is_a_caller_of_its_own(entry, expected):
    assert address(forwarded_for=f"6.6.6.6,{entry}") == expected


@pytest.mark.parametrize(
    ("count", "forwarded_for", "expected"),
    [
        (0, "203.0.113.7", "10.0.0.9"),
        (1, "6.6.6.6, 203.0.113.7", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 10.0.0.8", "203.0.113.7"),
        (2, "203.0.113.7", "203.0.113.7"),  # straight to the inner proxy
        (1, "", "10.0.0.9"),
    ],
)
def test_only_what_trusted_proxies_wrote_counts(count, forwarded_for, expected):
    assert address(forwarded_for=forwarded_for, count=count) == expected


@pytest.mark.parametrize(
    ("peer", "expected"),
    [("::ffff:203.0.113.7", "203.0.113.7"), ("2001:DB8::1", "2001:db8::1"), ("", "")],
)
def test_a_peer_is_written_as_an_entry_would_be(peer, expected):
    assert address(peer=peer, count=0) == expected


def test_every_reader_finds_it_in_remote_addr(settings):
    settings.TRUSTED_PROXY_COUNT = 1
    seen = []
    request = RequestFactory().get("/", headers={"X-Forwarded-For": "[2001:db8::1]:443"})
    proxies.ProxyMiddleware(lambda request: seen.append(request.META["REMOTE_ADDR"]))(request)
    assert seen == ["2001:db8::1"]


def test_an_entry_that_cannot_be_read_is_logged(caplog):
    address(forwarded_for="unknown")
    assert "not an address" in caplog.text
