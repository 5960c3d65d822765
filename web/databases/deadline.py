"""
An end to waiting for a database that says nothing.

``statement_timeout`` is the server's own: a server that is frozen does not keep it, and
one behind a dead network cannot tell. So the driver's waits end as well, a moment later.
Once a request has waited in vain it does not wait again; nor, for a second, does any other
of this process, or they would hold all threads in turn.

The server may still do what it was told once it wakes. So nobody knows whether a change
was saved, and ``web.refusals`` does not claim it.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.http import HttpRequest, HttpResponse

SILENCE = 1  # seconds in which nobody tries after somebody waited in vain


class _Request(threading.local):
    """The request that this thread answers."""

    is_under_way = False
    has_waited_in_vain = False
    longest: float | None = None  # seconds


_request = _Request()
_process = {"silent until": 0.0}  # a time.monotonic()


class DeadlineMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, http_request: HttpRequest) -> HttpResponse:
        with request():
            return self.get_response(http_request)


@contextmanager
def request() -> Iterator[None]:
    """Bound the waits of this thread; commands may wait for ever. One within another is one."""
    if _request.is_under_way:
        yield
        return
    _request.is_under_way, _request.has_waited_in_vain = True, False
    try:
        yield
    finally:
        _request.is_under_way = _request.has_waited_in_vain = False


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Wait no longer than this meanwhile. In vain, it is no reason to give up."""
    _request.longest = seconds
    try:
        yield
    finally:
        _request.longest = None


def limit(usual: float | None) -> float | None:
    """Return for how many seconds to wait; None is for ever."""
    if not _request.is_under_way:
        return None
    if _request.has_waited_in_vain:
        return 0
    return usual if _request.longest is None else _request.longest


def is_silent() -> bool:
    """Tell whether the database is known to answer nobody, so that a request need not try."""
    if not _request.is_under_way:
        return False
    return _request.has_waited_in_vain or time.monotonic() < _process["silent until"]


def give_up() -> None:
    """Note that a request waited in vain."""
    if _request.is_under_way and _request.longest is None:
        _request.has_waited_in_vain = True
        _process["silent until"] = time.monotonic() + SILENCE


def give_up_request() -> None:
    """Note that this request has waited long enough, whatever others do."""
    _request.has_waited_in_vain = _request.is_under_way


def heard() -> None:
    """Note that the database answered."""
    _process["silent until"] = 0.0
