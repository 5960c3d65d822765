"""
Waitress, with bounds on the time that a client may take.

Waitress reads requests and writes answers on one thread that waits for nobody.
A thread of the application gets a request once all of it is here, and leaves its
answer in memory. docs/how-to/serving.md has the measurements.
"""

import select
import socket
import time
from typing import Any

from waitress.channel import HTTPChannel
from waitress.task import WSGITask

from server.parsing import Parser, Refusal

# Seconds until a connection is closed that …
SILENCE = 10  # … stops in the middle of a request or of an answer
WHOLE = 60  # … has not brought a whole request since its first byte
IDLE = 75  # … brings no request; balancers keep theirs for 60
# … and since the stop began, however long it was idle before: until its next check, a
# balancer does not know of the stop, and goes on to send requests over its connections.
IDLE_AT_STOP = 5
LINGER = 2  # … has had its last answer


class Answer(WSGITask):
    def start(self) -> None:
        super().start()
        if self.channel.server.stopping_since is not None:
            self.set_close_on_finish()

    def write(self, data: bytes) -> None:
        """To HEAD the headers alone; Django leaves that to the server."""
        super().write(b"" if self.request.command == "HEAD" else data)


class Channel(HTTPChannel):
    """One connection."""

    task_class = Answer
    error_task_class = Refusal
    parser_class = Parser

    creation_time: float  # times are time.time()
    last_activity: float
    requests: list[Any]  # those that are whole, the first of them being answered
    request: Any  # the one that is arriving
    total_outbufs_len: int  # bytes that wait to be sent
    will_close: bool = False
    closed_at: float | None = None  # time of the end of the last answer

    def __init__(self, server: Any, *args: Any, **options: Any) -> None:
        super().__init__(server, *args, **options)
        self.waiting_since = self.creation_time  # time of the first byte of a request, after it

    def received(self, data: bytes) -> bool:
        if self.closed_at is not None:
            return False
        if self.request is None:
            self.waiting_since = time.time()
        return bool(super().received(data))

    def readable(self) -> bool:
        return self.closed_at is not None or bool(super().readable())

    def handle_close(self) -> None:
        """
        After the last answer, close our side and read on for a while.

        A socket that is closed over unread bytes resets the connection, and
        the client may lose the answer: a 413 in the middle of its body.
        """
        is_answered = self.will_close and self.connected and not self.total_outbufs_len
        if not is_answered or self.closed_at is not None:
            super().handle_close()
            return
        self.closed_at = time.time()
        self.will_close = False
        try:
            self.socket.shutdown(socket.SHUT_WR)
        except OSError:  # the client was quicker
            super().handle_close()

    @property
    def is_waiting(self) -> bool:
        """Whether it is the client's turn."""
        return not self.requests

    @property
    def has_been_sent_something(self) -> bool:
        """Whether a request came while the loop was elsewhere, or the client has hung up."""
        poll = select.poll()
        poll.register(self.socket, select.POLLIN)
        return bool(poll.poll(0))

    def is_overdue(self, now: float) -> bool:
        silence = now - self.last_activity
        if self.closed_at is not None:
            return now - self.closed_at > LINGER
        if self.total_outbufs_len:
            return silence > SILENCE
        if self.request is not None:
            return silence > SILENCE or now - self.waiting_since > WHOLE
        stop = self.server.stopping_since
        is_idle = silence > IDLE if stop is None else min(silence, now - stop) > IDLE_AT_STOP
        return is_idle and not self.has_been_sent_something
