"""A body in chunks is read as RFC 9112 §7.1 says, however its bytes arrive."""

from io import BytesIO

import pytest

from server.chunks import LONGEST_LINE, MOST_TRAILERS, Chunks

BODY = b"hello, world"
LONG = b"a" * LONGEST_LINE


class Buffer(BytesIO):
    append = BytesIO.write

    def __len__(self) -> int:
        return len(self.getvalue())


def read(data: bytes, step: int) -> tuple[Chunks, bytes, int]:
    buffer, consumed = Buffer(), 0
    chunks = Chunks(buffer)
    for start in range(0, len(data), step):
        piece = data[start : start + step]
        consumed += chunks.received(piece)
        if chunks.completed or chunks.error:
            break
    return chunks, buffer.getvalue(), consumed


@pytest.mark.parametrize("step", [1, 2, 3, 1000])
@pytest.mark.parametrize(
    "data",
    [
        b"c\r\nhello, world\r\n0\r\n\r\n",
        b"7\r\nhello, \r\n5\r\nworld\r\n0\r\n\r\n",
        b"0000000C\r\nhello, world\r\n00\r\n\r\n",
        b'c;a;b=c; d = "e;\\"f"\r\nhello, world\r\n0;z\r\n\r\n',
        b"c\r\nhello, world\r\n0\r\nX-A: 1\r\nX-B:\r\n\r\n",
    ],
    ids=["one", "two", "zeros in front", "extensions", "trailers"],
)
def test_a_body_is_read_and_what_follows_is_left(data, step):
    chunks, body, consumed = read(data + b"GET / HTTP/1.1\r\n\r\n", step)
    assert chunks.completed
    assert not chunks.error
    assert body == BODY
    assert consumed == len(data)


@pytest.mark.parametrize("step", [1, 1000])
@pytest.mark.parametrize(
    "data",
    [
        b"\r\nc\r\nhello, world\r\n0\r\n\r\n",
        b"ZZ\r\n",
        b"-1\r\n",
        b"+c\r\n",
        b"0x0c\r\n",
        b" c\r\n",
        b"c \r\n",
        b"1_0\r\n",
        b"c\nhello, world\r\n",
        b"c\rhello, world\r\n",
        b"fffffffff\r\n",
        b"0" * 9 + b"\r\n",
        b"c\r\nhello, world!\r\n0\r\n\r\n",
        b"c\r\nhello, world\n0\r\n\r\n",
        b"c\r\nhello, world0\r\n\r\n",
        b"c\r\nhello, world\r\n\r\n0\r\n\r\n",
        b"c;" + LONG,
        b'c;a="\r\n',
        b"c;a=b\0\r\n",
        b"c;=b\r\n",
        b"0\r\nX-A : 1\r\n\r\n",
        b"0\r\n folded\r\n\r\n",
        b"0\r\nGET / HTTP/1.1\r\n\r\n",
        b"0\r\nX-A: " + LONG,
        b"0\r\n" + b"X-A: 1234567890\r\n" * (MOST_TRAILERS // 15 + 1),
    ],
)
def test_what_two_readers_could_read_differently_is_an_error(data, step):
    data += b"GET /smuggled HTTP/1.1\r\n\r\n"
    chunks, _body, consumed = read(data, step)
    assert chunks.error
    assert not chunks.completed
    assert consumed == min(len(data), -(-consumed // step) * step)  # no part of a piece is left
