"""
The call to an address that is a client id, bounded in time whatever the other side does.

The toolkit's fetcher checks the addresses of a name and connects to one of them, so that a second
lookup cannot lead elsewhere, and follows no redirect; so does this one. But there a timeout counts
anew with each byte, and a lookup has none at all.
"""

import socket
import ssl
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor, TimeoutError
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

from oauth2_provider.cimd import CIMDError, SafeMetadataFetcher
from oauth2_provider.settings import oauth2_settings

from accounts.oauth.registration.addresses import fault_of, is_public

MOST_ADDRESSES = 4  # of one name, that are tried
#: Lookups that nobody waits for any more end by themselves, after some ten seconds.
lookups = ThreadPoolExecutor(max_workers=10, thread_name_prefix="client-document")


class Fetcher(SafeMetadataFetcher):
    """For ``CIMD_METADATA_FETCHER``."""

    def fetch(self, client_id: str) -> Any:
        """:raises CIMDError: whatever goes wrong."""
        if fault := fault_of(client_id):
            raise CIMDError(fault)
        parts = urlsplit(client_id)
        deadline = time.monotonic() + oauth2_settings.CIMD_FETCH_TIMEOUT_SECONDS
        last: Exception | None = None
        for address in resolve(parts.hostname or "", parts.port or 443, deadline=deadline):
            try:
                return self.call(address, parts, deadline=deadline)
            except (OSError, HTTPException) as error:
                last = error
        raise CIMDError(f"could not fetch the document: {last!r}")

    def call(self, address: str, parts: Any, *, deadline: float) -> Any:
        host, port = parts.hostname or "", parts.port or 443
        raw = socket.create_connection((address, port), timeout=left(deadline))
        with ssl_context().wrap_socket(
            raw, server_hostname=host, do_handshake_on_connect=False
        ) as connected:
            watch = threading.Timer(left(deadline), shut, [connected])
            watch.daemon = True
            watch.start()
            try:
                connected.do_handshake()
                return self.ask(connected, parts)
            finally:
                watch.cancel()

    def ask(self, connected: ssl.SSLSocket, parts: Any) -> Any:
        connection = HTTPConnection(parts.hostname)
        connection.sock = connected
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        headers = {"Host": parts.netloc, "Accept": "application/json", "Connection": "close"}
        connection.request("GET", path, headers=headers)
        try:
            return self._read_document(connection.getresponse())
        except RecursionError as error:
            raise CIMDError("the document is nested too deeply") from error


def ssl_context() -> ssl.SSLContext:
    return ssl.create_default_context()


def resolve(host: str, port: int, *, deadline: float) -> list[str]:
    """:raises CIMDError: when it takes too long, finds nothing, or finds an inner address."""
    lookup: Future[Any] = lookups.submit(socket.getaddrinfo, host, port, proto=socket.IPPROTO_TCP)
    try:
        found = [info[4][0] for info in lookup.result(timeout=left(deadline))]
    except (OSError, UnicodeError, TimeoutError) as error:
        lookup.cancel()
        raise CIMDError(f"could not look the host up: {error!r}") from error
    if not found or not all(map(is_public, found)):
        raise CIMDError("the host leads to no public address")
    return list(dict.fromkeys(found))[:MOST_ADDRESSES]


def left(deadline: float) -> float:
    """:raises OSError: when no time is left."""
    seconds = deadline - time.monotonic()
    if seconds <= 0:
        raise OSError("the time is over")
    return seconds


def shut(connected: socket.socket) -> None:
    """End what another thread waits for on ``connected``."""
    try:
        socket.socket.shutdown(connected, socket.SHUT_RDWR)
    except OSError:
        return  # it is closed
