"""
Which threads answer which requests, so that nobody waits for what others wait for.

Liveness, readiness and static files are answered while all other threads wait for
the database. Password hashes, 20 to 40 ms of a processor each, are made while the
threads of the API go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from waitress.task import ThreadedTaskDispatcher

from server.parsing import Busy, Parser, Unavailable

if TYPE_CHECKING:
    from server.connections import Channel

STUCK = 2  # seconds in which no thread becomes free, until those who wait for one are refused

LIVENESS, READINESS = "/livez", "/readyz"  # web/health.py answers them

# People and applications prove who they are by a hash in a POST to these …
SIGN_IN = {
    *("/accounts/auth", "/accounts/login", "/accounts/get_auth_token", "/admin/login"),
    *("/auth/token", "/auth/introspect", "/auth/revoke-token"),
}
# … and to what is under these; and any request with basic authentication.
PASSWORDS = (
    *("/accounts/password/", "/accounts/register/"),
    *("/accounts/api/password/", "/accounts/api/register", "/accounts/api/email"),
)


class Lane(ThreadedTaskDispatcher):
    """Threads, and those who wait for one of them: ``most`` at most, if it is given."""

    def __init__(self, threads: int, *, most: int | None = None) -> None:
        super().__init__()
        self.most = most
        self.first_in_line, self.first_since = None, 0.0
        self.set_thread_count(threads)

    @property
    def is_full(self) -> bool:
        return self.most is not None and len(self.queue) >= self.most

    def take_stuck(self, now: float) -> list[Channel]:
        """Take everybody out of the line for whom no thread comes: the database is dead."""
        with self.lock:
            # The request and not the channel: a busy client's may be first again and again.
            first = self.queue[0].requests[0] if self.queue else None
            if first is None or first is not self.first_in_line:
                self.first_in_line, self.first_since = first, now
            taken = list(self.queue) if now - self.first_since > STUCK else []
            if taken:
                self.queue.clear()
        return taken


class Lanes:
    """
    :param threads: for requests that need no lane of their own.
    :param hashes: how many hashes this process makes at once; the lane of sign-ins has a
        thread for each, and one that reads or answers meanwhile.
    :param waiting: how many may wait in that lane; more are refused at once.
    """

    def __init__(self, *, threads: int, hashes: int, waiting: int) -> None:
        self.usual = Lane(threads)
        self.sign_in = Lane(hashes + 1, most=waiting)
        self.by_path = {path: Lane(1) for path in (LIVENESS, READINESS, settings.STATIC_URL)}

    def add(self, channel: Channel) -> None:
        request = channel.requests[0]
        lane = self.lane_of(request)
        if lane.is_full:
            request.error = Busy("Too many sign in.")
            lane = self.lane_of(request)
        lane.add_task(channel)

    def lane_of(self, request: Parser) -> Lane:
        if request.error:
            return self.by_path[LIVENESS]
        path = request.path.removesuffix("/")
        if request.headers.get("AUTHORIZATION", "")[:6].lower() == "basic ":
            return self.sign_in
        if request.command == "POST" and (path in SIGN_IN or path.startswith(PASSWORDS)):
            return self.sign_in
        if request.command not in {"GET", "HEAD"}:
            return self.usual
        if request.path.startswith(settings.STATIC_URL):
            return self.by_path[settings.STATIC_URL]
        return self.by_path.get(path, self.usual)

    def refuse_stuck(self, now: float) -> None:
        """Answer 503 to those whom no thread comes for: each of them waits for a dead database."""
        for lane in (self.usual, self.sign_in):
            for channel in lane.take_stuck(now):
                channel.requests[0].error = Unavailable("No thread is free.")
                self.add(channel)
