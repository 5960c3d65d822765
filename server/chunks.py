"""
A body that comes in chunks (RFC 9112 §7.1).

Waitress's own reader lets the line before a chunk grow as long as the body, copies it anew
for each byte that arrives, and takes empty lines between chunks, which no grammar has.
"""

import re
from typing import Any

from waitress.utilities import BadRequest

LONGEST_LINE = 1024  # bytes: the size of a chunk with its extensions, or one trailer
MOST_TRAILERS = 16 * 1024  # bytes
#: So many chunks may be as small as they like; a million of a byte each took 20 s of CPU time.
MOST_SMALL, SMALL = 1000, 64  # chunks; bytes of one, on average

# A size, and extensions: names, each alone or with a token or a quoted text.
_SIZE = re.compile(
    rb"\A([0-9A-Fa-f]{1,8}+)"
    rb"(?:[ \t]*+;[ \t]*+[!#$%&'*+.^_`|~0-9A-Za-z-]++"
    rb"(?:[ \t]*+=[ \t]*+(?:[!#$%&'*+.^_`|~0-9A-Za-z-]++|"
    rb'"(?:[\t !#-\[\]-~\x80-\xff]|\\[\t -~\x80-\xff])*+"'
    rb"))?+)*+"
)
_TRAILER = re.compile(rb"\A[!#$%&'*+.^_`|~0-9A-Za-z-]++:[\t -~\x80-\xff]*+")


class Chunks:
    """
    Take the chunks as they come, and append what is in them to ``buf``.

    Extensions and trailers are read and dropped, because nothing here means anything by them.
    ``error`` is set where two readers could see two different bodies.
    """

    completed = False
    error: BadRequest | None = None

    def __init__(self, buf: Any) -> None:
        self.buf = buf
        self._read = self._read_size
        self._line, self._left, self._trailers, self._chunks = b"", 0, 0, 0

    def __len__(self) -> int:
        return len(self.buf)

    def getfile(self) -> Any:
        return self.buf.getfile()

    def getbuf(self) -> Any:
        return self.buf

    def received(self, data: bytes) -> int:
        """Return how many bytes of ``data`` belong to this body: all of them after an error."""
        rest = data
        while rest and not self.completed:
            rest = self._read(rest)
            if self.error:
                return len(data)
        return len(data) - len(rest)

    def _read_size(self, data: bytes) -> bytes:
        line, rest = self._line_of(data)
        if line is not None:
            found = _SIZE.fullmatch(line)
            self._left = int(found[1], 16) if found else 0
            self._read = self._read_data if self._left else self._read_trailer
            if not found:
                self.error = BadRequest("A chunk has no size.")
            elif self._chunks > MOST_SMALL and len(self.buf) < self._chunks * SMALL:
                self.error = BadRequest("The chunks are too small: send them together.")
            self._chunks += 1
        return rest

    def _read_data(self, data: bytes) -> bytes:
        taken = data[: self._left]
        self.buf.append(taken)
        self._left -= len(taken)
        if not self._left:
            self._read = self._read_end
        return data[len(taken) :]

    def _read_end(self, data: bytes) -> bytes:
        line, rest = self._line_of(data)
        if line is not None:
            self._read = self._read_size
            if line:
                self.error = BadRequest("A chunk is longer than its size.")
        return rest

    def _read_trailer(self, data: bytes) -> bytes:
        line, rest = self._line_of(data)
        if line is not None:
            self.completed = not line
            self._trailers += len(line)
            is_bad = line and not _TRAILER.fullmatch(line)
            if is_bad or self._trailers > MOST_TRAILERS:
                self.error = BadRequest("The trailers are malformed.")
        return rest

    def _line_of(self, data: bytes) -> tuple[bytes | None, bytes]:
        """Return the line, None while it is not whole, and what comes after it."""
        piece, end, rest = data.partition(b"\n")
        line = self._line = self._line + piece + end
        if len(line) > LONGEST_LINE or (end and not line.endswith(b"\r\n")):
            self.error = BadRequest("A line between the chunks is malformed.")
        if self.error or not end:
            return None, rest
        self._line = b""
        return line[:-2], rest
