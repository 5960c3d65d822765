"""
The way of the requests that come most often, in front of Django's handler.

Most of what a request costs is its way to the view: the handler, the middleware and DRF.
Here a function finds the body, and the headers are known: they are those that the usual
way gave to a request of the same shape.

- A request that is unusual in anything takes the usual way; so does one that will be
  refused, or that the database fails.
- The usual way answers the first request of each shape. Its headers are kept only if both
  ways have the same entity tag, so an answer that differs by a byte is not given.
- Nothing of a caller or of the data is kept: each request asks the database.
- A request that writes does so once its answer is known. If the database refuses, the usual
  way tries the same and says why.

``benchmarks/instructions.py`` counts what it costs; docs/understand/speed.md has the measurements.
"""

from __future__ import annotations

import secrets
import sqlite3
import time
from collections.abc import Callable, Iterable
from typing import Any, Literal, NamedTuple

import psycopg
from django.db import Error, connections

from web import compression, logs, proxies
from web.databases import deadline
from web.usual import SHAPE, is_usual

Environ = dict[str, Any]
Start = Callable[..., Any]
WSGI = Callable[[Environ, Start], Iterable[bytes]]
Write = Callable[[], Literal[True]]  # the database's errors come out of it
MOST_SHAPES = 256
LONG = 1  # seconds; whoever has waited so long in vain does not wait anew
EACH_TIME = {"ETag", "Content-Length", "X-Request-ID"}


class Found(NamedTuple):
    """The answer to a request, and what has to be written before it holds."""

    route: str  #: as the log has it
    body: bytes
    tag: str
    scheme: str  #: of the caller's credentials: the headers may depend on it
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()  #: of this answer alone
    write: Write | None = None


class Answer(NamedTuple):
    """``Found``, as the client takes it."""

    status: int
    body: bytes
    tag: str
    is_coded: bool


class Application:
    """``plain`` is the usual way; ``find`` returns the answer, None if it is unsure."""

    def __init__(self, plain: WSGI, find: Callable[[Environ], Found | None]) -> None:
        self.plain, self.find = plain, find
        self.kept: dict[Any, list[tuple[str, str]]] = {}

    def __call__(self, environ: Environ, start_response: Start) -> Iterable[bytes]:
        if not is_usual(environ):
            return self.plain(environ, start_response)
        with deadline.request():
            found: Found | None = _try(lambda: self.find(environ))
            answer = found and _answer(found, environ)
            if not found or not answer:
                return self.plain(environ, start_response)
            # Else the usual way does it at the end of the request.
            connections["default"].close_if_unusable_or_obsolete()
            is_long = len(found.body) >= compression.SHORTEST
            coding = is_long, answer.is_coded
            shape = (found.route, found.scheme, answer.status, coding, *map(environ.get, SHAPE))
            headers = self.kept.get(shape)
            if headers is None:
                return self.plain(environ, self._learning(shape, found, answer, start_response))
            if found.write and not _try(found.write):
                return self.plain(environ, start_response)
        return _send(found, answer, headers, environ, start_response)

    def _learning(self, shape: Any, found: Found, answer: Answer, start_response: Start) -> Start:
        """Return a ``start_response`` that keeps the headers if both ways say the same."""

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            given = dict(headers)
            theirs = [status, given.get("ETag"), "Content-Encoding" in given]
            ours = [_LINES[answer.status], answer.tag, answer.is_coded]
            if not answer.is_coded:  # coded, its length is random
                theirs.append(given.get("Content-Length"))
                ours.append(str(len(answer.body)))
            own = dict(found.headers)
            theirs += map(given.get, own)
            ours += own.values()
            if theirs == ours and "Set-Cookie" not in given:
                if len(self.kept) >= MOST_SHAPES:
                    self.kept.clear()
                left_out = EACH_TIME | own.keys()
                self.kept[shape] = [one for one in headers if one[0] not in left_out]
            return start_response(status, headers, *more)

        return start


_LINES = {200: "200 OK", 201: "201 Created", 304: "304 Not Modified"}


def _try(call: Callable[[], Any]) -> Any:
    """Return what ``call`` does; None if the database fails, and the usual way connects anew."""
    began = time.monotonic()
    try:
        return call()
    except (Error, psycopg.Error, sqlite3.Error):
        connections["default"].errors_occurred = True
        if time.monotonic() - began > LONG:
            deadline.give_up_request()
        return None


def _answer(found: Found, environ: Environ) -> Answer | None:
    """Return the answer as the client takes it; None where the usual way has to judge."""
    condition = environ.get("HTTP_IF_NONE_MATCH")
    if condition is not None and found.write:
        return None
    if condition == found.tag:
        return Answer(304, b"", found.tag, is_coded=False)
    if condition is not None and not _is_other_tag(condition, found.tag):
        return None
    coded = compression.coded(found.body, environ.get("HTTP_ACCEPT_ENCODING", ""))
    if coded is None:
        return Answer(found.status, found.body, found.tag, is_coded=False)
    return Answer(found.status, coded, compression.tag_of_coded(found.tag), is_coded=True)


def _is_other_tag(condition: str, tag: str) -> bool:
    """Tell whether it is one tag that looks like ours; lists and weak tags do not."""
    is_quoted = condition[:1] == condition[-1:] == '"'
    return is_quoted and len(condition) == len(tag) and condition[1:-1].isalnum()


def _send(
    found: Found,
    answer: Answer,
    headers: list[tuple[str, str]],
    environ: Environ,
    start_response: Start,
) -> Iterable[bytes]:
    request_id = secrets.token_hex(8)
    logs.log_request(
        request_id=request_id,
        address=proxies.address_of(environ),
        method=environ["REQUEST_METHOD"],
        route=found.route,
        status=answer.status,
    )
    now = [
        *found.headers,
        ("ETag", answer.tag),
        ("Content-Length", str(len(answer.body))),
        ("X-Request-ID", request_id),
    ]
    start_response(_LINES[answer.status], [*headers, *now])
    return [answer.body]
