"""Chunks are read in no time, and many small ones are refused."""

import time

import pytest

from tests.server.test_chunks import read


@pytest.mark.parametrize(
    "line", [b"1;" + b"a;" * 500, b'1;a="' + b"\\" * 900, b"1" + b" " * 1000 + b"x", b"1" * 1000]
)
def test_a_hostile_line_takes_no_time(line):
    began = time.perf_counter()
    for _ in range(100):
        read(line + b"\r\n", 1000)
    assert time.perf_counter() - began < 1  # linear: some milliseconds


def test_many_small_chunks_are_refused_before_they_cost_much():
    chunks, body, _ = read(b"1\r\na\r\n" * 5000, 8192)
    assert chunks.error
    assert len(body) <= 1001


def test_many_chunks_of_a_common_size_are_taken():
    data = (b"40\r\n" + b"a" * 64 + b"\r\n") * 3000 + b"0\r\n\r\n"
    chunks, body, _ = read(data, 8192)
    assert chunks.completed
    assert len(body) == 64 * 3000
