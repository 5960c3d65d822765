"""
The requests that are read, and the refusal of those that cannot be.

Waitress takes more than RFC 9112 allows, and some of its regular expressions
need quadratic time. Each head is matched here first, in linear time.
"""

import json
import logging
import re
from http import HTTPStatus
from typing import Any

from waitress.parser import HTTPRequestParser, ParsingError
from waitress.task import ErrorTask
from waitress.utilities import Error

from server.chunks import Chunks
from web import negotiation, problems

logger = logging.getLogger(__name__)

MAX_HEAD = 16 * 1024  # bytes

# RFC 9112 §3 and §5. Possessive quantifiers never look back. A value may begin and end with
# 64 blanks: waitress tries each of them against each other.
_HEAD = re.compile(
    rb"""
    [!#$%&'*+.^_`|~0-9A-Z-]{1,32}+
    [ ] [!-~\x80-\xff]++
    [ ] HTTP/1\.[01] \r\n
    (?:
        [!#$%&'*+.^_`|~0-9A-Za-z-]++ : [ \t]{0,64}+
        (?: [!-~\x80-\xff]++ (?: [ \t]++ [!-~\x80-\xff]++ )*+ )?+
        [ \t]{0,64}+ \r\n
    )*+
    (?:\r\n)?+
    """,
    re.VERBOSE,
)

_CODINGS = re.compile(rb"\r\ntransfer-encoding:([^\r]*+)", re.IGNORECASE)

#: Of a head that cannot be read, any line that says so.
_ACCEPT = re.compile(rb"[\r\n]accept[ \t]*+:([^\r\n]*+)", re.IGNORECASE)


def _accept_in(received: bytes) -> str:
    """
    Return ``Accept`` of a head that is refused, readable or not: the answer takes its form from it.

    Of a head that is too large, as much is looked at as one may have: the rest may be on its way.
    """
    head = received[:MAX_HEAD].lstrip().partition(b"\r\n\r\n")[0]
    return b",".join(_ACCEPT.findall(head)).decode("latin-1")


class Parser(HTTPRequestParser):
    body_rcv: Any

    def parse_header(self, header_plus: bytes) -> None:
        """:raises ParsingError: where two readers could see two different requests."""
        if not _HEAD.fullmatch(header_plus):
            raise ParsingError("The head is malformed.")
        try:
            super().parse_header(header_plus)
        except ValueError as error:  # the length or the URI; UnicodeError is one as well
            raise ParsingError("The head is malformed.") from error
        hosts = header_plus.lower().count(b"\r\nhost:")
        if hosts > 1 or (hosts == 0 and self.version == "1.1"):
            raise ParsingError("There is not one Host.")  # RFC 9112 §3.2
        codings = [coding.strip().lower() for coding in _CODINGS.findall(header_plus)]
        if codings and (
            codings != [b"chunked"] or self.version == "1.0" or "CONTENT_LENGTH" in self.headers
        ):
            raise ParsingError("The end of the body is ambiguous.")  # RFC 9112 §6.1
        if codings:
            self.body_rcv = Chunks(self.body_rcv.getbuf())

    def received(self, data: bytes) -> int:
        before, is_head = self.header_plus, self.body_rcv is None
        count: int = super().received(data)
        if self.error and is_head:
            self.headers["ACCEPT"] = _accept_in(before + data)
        if self.completed:
            self.expect_continue = False  # there is nothing left to ask the client for
        return count


class Unavailable(Error):
    code, reason = 503, "Service Unavailable"
    retry_after = 2  # seconds
    words = ("unavailable", "The server is busy. Nothing was done; try again.")


class Busy(Unavailable):
    retry_after = 1  # second
    words = (
        "busy",
        "Too many people are signing in at this moment. Try again in 1 second.",
    )


WORDS = {  # by status: (code, detail); what Django refuses as well, in the words of web/words.py
    400: ("bad_request", "The server could not read this request."),
    413: ("body_too_large", "The body is larger than 1 MB."),
    431: ("headers_too_large", "The headers are larger than 16 KB."),
    501: ("not_implemented", "Send the body as it is, or in chunks: no other coding is taken."),
}


def refusal_of(request: Parser, address: str) -> tuple[HTTPStatus, list[tuple[str, str]], bytes]:
    """
    Return the answer to a request that the application never sees: its status, headers and JSON.

    It neither logs nor echoes the request. After a wrong length, a line that
    cannot be read is a body: often enough a password.
    """
    error = request.error
    status = HTTPStatus(error.code)
    logger.warning("request from %s refused unread: %s", address, status.phrase)
    code, detail = getattr(error, "words", WORDS.get(status, WORDS[400]))
    refusal, media_type = {"detail": detail, "code": code}, negotiation.JSON
    if negotiation.names_problem(request.headers.get("ACCEPT", "")):
        media_type = negotiation.PROBLEM
        refusal = problems.problem_of(refusal, status)
    headers = [
        ("Cache-Control", "no-store"),
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("Content-Type", media_type),
        ("X-Content-Type-Options", "nosniff"),
    ]
    if isinstance(error, Unavailable):
        headers.append(("Retry-After", str(error.retry_after)))
    return status, headers, json.dumps(refusal).encode()


class Refusal(ErrorTask):
    """A refusal, and the end of the connection."""

    def execute(self) -> None:
        status, headers, body = refusal_of(self.request, self.channel.addr[0])
        self.version = "1.1"
        self.status = f"{status.value} {status.phrase}"
        self.content_length = len(body)
        self.response_headers += headers
        self.set_close_on_finish()
        self.write(body)
