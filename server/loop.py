"""Waitress's loop: who may connect, and who has waited too long."""

import resource
import socket
import time
from typing import Any

from django.conf import settings
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer

from server.connections import Channel
from server.lanes import Lanes
from server.parsing import MAX_HEAD

MAX_CONNECTIONS = 1000  # a worker; fewer where it may open few files
ADJUSTMENTS = {
    "asyncore_use_poll": True,
    "backlog": 2048,
    "cleanup_interval": 1,  # seconds between two calls of maintenance()
    "clear_untrusted_proxy_headers": False,  # TRUSTED_PROXY_COUNT judges them
    "ident": None,  # no Server header
    "inbuf_overflow": 64 * 1024,  # bytes of a body in memory; the rest waits in a file
    "log_socket_errors": False,
    "max_request_header_size": MAX_HEAD,
    # Bytes, of what surrounds chunks as well: Django holds the body itself to its bound.
    "max_request_body_size": settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 64 * 1024,
}


class Server(TcpWSGIServer):
    """Accepts connections from one socket, and has the threads of ``lanes`` answer."""

    channel_class = Channel
    stopping_since: float | None = None  # time.time()

    def __init__(self, application: Any, sock: socket.socket, lanes: Lanes) -> None:
        self.lanes = lanes
        self.most = min(MAX_CONNECTIONS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2)
        limits = ADJUSTMENTS | {"sockets": [sock], "connection_limit": self.most * 3 // 2}
        super().__init__(
            application,
            {},
            _sock=sock,
            dispatcher=lanes.usual,
            adj=Adjustments(**limits),
            sockinfo=(sock.family, sock.type, sock.proto, sock.getsockname()),
            bind_socket=False,
        )

    def run_once(self, seconds: float) -> None:
        """Wait for the connections at most so long, and serve those that are ready."""
        wasyncore.poll2(seconds, self._map)

    def handle_accept(self) -> None:
        """One at a time, so that the workers share; more where a round of the loop takes long."""
        if len(self.active_channels) >= self.most:
            self.make_room()
        for _ in range(1 + len(self.active_channels) // 50):
            super().handle_accept()

    def make_room(self) -> None:
        """Somebody hoards connections: send away half of them, those who wait the longest."""
        waiting = [channel for channel in self.active_channels.values() if channel.is_waiting]
        waiting.sort(key=lambda channel: channel.waiting_since)
        for channel in waiting[: self.most // 2]:
            channel.handle_close()

    def add_task(self, channel: Channel) -> None:
        self.lanes.add(channel)

    def maintenance(self, now: float) -> None:
        """Called every second."""
        for channel in list(self.active_channels.values()):
            if channel.is_waiting and channel.is_overdue(now):
                channel.will_close = True
        self.lanes.refuse_stuck(now)

    def stop(self) -> None:
        """Take in who has knocked already, then nobody; those who are here get their answers."""
        self.stopping_since = time.time()
        count = -1
        while count < len(self.active_channels):
            count = len(self.active_channels)
            self.handle_accept()
        wasyncore.dispatcher.close(self)  # the listening socket alone
