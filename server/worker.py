"""
Slow clients wait outside: a request takes a thread once all of it is here.

Gunicorn's threaded worker reads requests on the threads that answer them, so
eight half-sent ones stop a worker of eight threads. More threads are no way
out: each keeps a database connection. docs/serving.md has the measurements.
"""

import json
import re
import time
from functools import partial
from http import HTTPStatus
from selectors import EVENT_READ

from gunicorn import util
from gunicorn.http import errors
from gunicorn.workers.base import Worker
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, ThreadWorker

SILENCE = 10  # seconds without a byte until a half-sent request is dropped
MAX_HEAD = 64 * 1024  # bytes; longer ones go to gunicorn's parser, which refuses them
MAX_BODY = 1024 * 1024  # bytes; longer ones are refused unread, by their length

UNREADABLE = {  # by the parser's error, the narrower first; None is our own fault
    errors.InvalidResponseHeader: None,
    errors.InvalidResponseHeaderName: None,
    errors.ConfigurationProblem: None,
    errors.ForbiddenProxyRequest: HTTPStatus.FORBIDDEN,
    errors.LimitRequestLine: HTTPStatus.REQUEST_URI_TOO_LONG,
    errors.LimitRequestHeaders: HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    errors.UnsupportedTransferCoding: HTTPStatus.NOT_IMPLEMENTED,
    errors.ExpectationFailed: HTTPStatus.EXPECTATION_FAILED,
    errors.ParseException: HTTPStatus.BAD_REQUEST,
}

_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,9})[ \t]*\r\n", re.IGNORECASE)
_CHUNKED = re.compile(rb"\r\ntransfer-encoding:", re.IGNORECASE)
_EXPECT = re.compile(rb"\r\nexpect:[ \t]*100-continue[ \t]*\r\n", re.IGNORECASE)


class BufferingWorker(ThreadWorker):
    def enqueue_req(self, conn):
        """Called with each connection that may have a request for us."""
        if conn.parser and conn.parser.unreader.buf.getvalue():
            return super().enqueue_req(conn)  # a pipelined request is here already
        try:
            is_whole = self._receive(conn)
        except OSError:
            is_whole = True  # gone: the thread finds the same and closes
        if not is_whole:
            return self._wait(conn)
        conn.init()
        conn.parser.unreader.unread(conn.__dict__.pop("received", b""))
        conn.data_ready = True
        return super().enqueue_req(conn)

    def handle_error(self, req, client, addr, exc):
        """
        Refuse what cannot be read, in JSON, and neither log nor echo it.

        Gunicorn quotes the line that it could not read. After a wrong length
        that is a body: a password, as often as not.
        """
        status = next((code for kind, code in UNREADABLE.items() if isinstance(exc, kind)), None)
        if status is None:
            return super().handle_error(req, client, addr, exc)
        address = addr[0] if addr else "a socket"
        self.log.warning("unreadable request from %s: %s", address, type(exc).__name__)
        try:
            util.write_nonblock(client, refusal(status))
        except OSError:
            self.log.debug("the client did not wait for its refusal")

    def handle_quit(self, sig, frame):
        """
        Once, and without a look at the pool.

        Ctrl-C reaches a worker from the terminal and again from the master;
        gunicorn's own handler takes the pool's lock and would wait for itself.
        """
        if self.alive:
            Worker.handle_quit(self, sig, frame)

    def _receive(self, conn) -> bool:
        """Take in what has arrived; tell whether it is a whole request."""
        received = conn.__dict__.setdefault("received", bytearray())
        conn.sock.setblocking(False)
        try:
            while data := conn.sock.recv(MAX_HEAD):
                received += data
                if is_whole(received):
                    return True
        except BlockingIOError:
            if is_waiting_for_leave(received) and not conn.__dict__.setdefault("has_leave", False):
                conn.has_leave = True
                conn.sock.send(b"HTTP/1.1 100 Continue\r\n\r\n")
            return False
        return True  # the client has said all that it will

    def _wait(self, conn):
        linger = SILENCE if self.alive else STOP_KEEPALIVE_LINGER
        conn.timeout = time.monotonic() + linger
        self.pending_conns.append(conn)
        self.poller.register(conn.sock, EVENT_READ, partial(self.on_pending_socket_readable, conn))


def refusal(status: HTTPStatus) -> bytes:
    body = json.dumps({"detail": "The server could not read this request.", "code": "bad_request"})
    head = [
        f"HTTP/1.1 {status.value} {status.phrase}",
        "Connection: close",
        "Cache-Control: no-store",
        "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
        "X-Content-Type-Options: nosniff",
    ]
    return "\r\n".join([*head, "", body]).encode()


def is_whole(received: bytes) -> bool:
    """
    Guess whether ``received`` holds a whole request.

    A guess will do: gunicorn's parser decides what the bytes mean. If it wants
    more of them than we thought, a thread waits for them, as it always did.
    """
    end = received.find(b"\r\n\r\n")
    if end < 0:
        return len(received) > MAX_HEAD
    head, size = received[: end + 2], len(received) - end - 4
    length = _LENGTH.search(head)
    if length:
        return not size < int(length[1]) <= MAX_BODY
    if _CHUNKED.search(head):
        return size > MAX_BODY or _has_last_chunk(received)
    return True


def _has_last_chunk(received: bytes) -> bool:
    """``0``, perhaps some trailers, and an empty line."""
    return b"\r\n0\r\n\r\n" in received or (
        b"\r\n0\r\n" in received and received.endswith(b"\r\n\r\n")
    )


def is_waiting_for_leave(received: bytes) -> bool:
    end = received.find(b"\r\n\r\n")
    return end >= 0 and bool(_EXPECT.search(received[: end + 2]))
