"""Waitress's loop: who may connect, which threads answer, and who has waited too long."""

import resource
import socket
from typing import Any

from django.conf import settings
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.server import TcpWSGIServer
from waitress.task import ThreadedTaskDispatcher

from server.connections import Channel
from server.parsing import MAX_HEAD, Parser, Unavailable

MAX_CONNECTIONS = 1000  # a worker; fewer where it may open few files
STUCK = 2  # seconds in which no thread becomes free, until those who wait for one are refused

LIVENESS, READINESS = "/livez", "/readyz"  # web/health.py answers them

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
    """
    Accepts connections from one socket, and has threads answer their requests.

    Liveness, readiness and static files have a thread of their own each, so
    that they are answered while all others wait for the database.
    """

    channel_class = Channel
    is_stopping = False

    def __init__(self, application: Any, sock: socket.socket, threads: int) -> None:
        self.lanes = {path: _threads(1) for path in (LIVENESS, READINESS, settings.STATIC_URL)}
        self.first_in_line, self.first_since = None, 0.0
        self.most = min(MAX_CONNECTIONS, resource.getrlimit(resource.RLIMIT_NOFILE)[0] // 2)
        limits = ADJUSTMENTS | {"sockets": [sock], "connection_limit": self.most * 3 // 2}
        super().__init__(
            application,
            {},
            _sock=sock,
            dispatcher=_threads(threads),
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
        self.lane_of(channel.requests[0]).add_task(channel)

    def lane_of(self, request: Parser) -> ThreadedTaskDispatcher:
        if request.error:
            return self.lanes[LIVENESS]
        if request.command not in {"GET", "HEAD"}:
            return self.task_dispatcher
        if request.path.startswith(settings.STATIC_URL):
            return self.lanes[settings.STATIC_URL]
        return self.lanes.get(request.path.removesuffix("/"), self.task_dispatcher)

    def maintenance(self, now: float) -> None:
        """Called every second."""
        for channel in list(self.active_channels.values()):
            if channel.is_waiting and channel.is_overdue(now):
                channel.will_close = True
        self.refuse_stuck(now)

    def refuse_stuck(self, now: float) -> None:
        """Answer 503 to those whom no thread comes for: each of them waits for a dead database."""
        queue = self.task_dispatcher.queue
        with self.task_dispatcher.lock:
            first = queue[0] if queue else None
            if first is None or first is not self.first_in_line:
                self.first_in_line, self.first_since = first, now
            refused = list(queue) if now - self.first_since > STUCK else []
            if refused:
                queue.clear()
        for channel in refused:
            channel.requests[0].error = Unavailable("No thread is free.")
            self.add_task(channel)

    def stop(self) -> None:
        """Take in who has knocked already, then nobody; those who are here get their answers."""
        self.is_stopping = True
        count = -1
        while count < len(self.active_channels):
            count = len(self.active_channels)
            self.handle_accept()
        wasyncore.dispatcher.close(self)  # the listening socket alone


def _threads(count: int) -> ThreadedTaskDispatcher:
    dispatcher = ThreadedTaskDispatcher()
    dispatcher.set_thread_count(count)
    return dispatcher
