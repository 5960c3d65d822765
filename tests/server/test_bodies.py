"""Bodies are taken by length and in chunks, up to a megabyte; larger ones are refused unread."""

import shutil
import subprocess

import pytest
import requests

from tests.server.clients import BODY, FOUND, POST, connect, read, send, statuses

CLOSE = b"Connection: close\r\n"


def chunked(*pieces: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    "pieces",
    [[BODY], [BODY[:9], BODY[9:]], [bytes([byte]) for byte in BODY]],
    ids=["one chunk", "two chunks", "a chunk a byte"],
)
def test_a_body_in_chunks_is_read(pieces, production):
    request = POST + CLOSE + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(*pieces)
    answer = send(production, request, silence=10)
    assert statuses(answer) == [400]
    assert FOUND in answer


def test_a_body_in_chunks_may_have_trailers_and_extensions(production):
    body = b"%x;a=b\r\n%s\r\n0\r\nX-A: b\r\n\r\n" % (len(BODY), BODY)
    request = POST + CLOSE + b"Transfer-Encoding: Chunked\r\n\r\n" + body
    assert FOUND in send(production, request, silence=10)


def test_a_python_generator_is_taken(production):
    pieces = (BODY[n : n + 7] for n in range(0, len(BODY), 7))
    headers = {"Content-Type": "application/json"}
    url = f"{production.url}/accounts/get_auth_token/"
    answer = requests.post(url, data=pieces, headers=headers, timeout=10)
    assert FOUND in answer.content


@pytest.mark.skipif(not shutil.which("node"), reason="Node is not installed")
def test_node_s_client_is_taken(production):
    program = """
        const [url, body] = process.argv.slice(1);
        const headers = {"Content-Type": "application/json"};
        const request = require("http").request(url, {method: "POST", headers}, (answer) => {
            answer.on("data", (data) => process.stdout.write(data));
        });
        request.write(body.slice(0, 5));
        setTimeout(() => request.end(body.slice(5)), 100);
    """
    url = f"{production.url}/accounts/get_auth_token/"
    done = subprocess.run(
        ["node", "-e", program, url, BODY.decode()],
        capture_output=True,
        timeout=30,
        check=True,
    )
    assert FOUND in done.stdout


MEGABYTE = 1024 * 1024
TOO_LARGE = {
    "by its length": b"Content-Length: %d\r\n\r\n" % (2 * MEGABYTE),
    "by its length, asking first": b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n"
    % (2 * MEGABYTE),
    "by a length with more digits than an integer has": b"Content-Length: 9%s\r\n\r\n"
    % (b"9" * 400),
    "by its chunks": b"Transfer-Encoding: chunked\r\n\r\n"
    + (b"10000\r\n" + b" " * 65536 + b"\r\n") * 18,
}


@pytest.mark.parametrize("how", TOO_LARGE)
def test_a_body_over_a_megabyte_is_refused_and_the_connection_closed(how, production):
    with connect(production) as client:
        client.sendall(POST + TOO_LARGE[how])
        answer = read(client, silence=5)
        client.settimeout(5)
        assert client.recv(1) == b""  # closed by the server, without its waiting for the rest
    assert statuses(answer) == [413]
    assert b'"code": "body_too_large"' in answer


def test_a_refusal_of_the_server_is_a_problem_for_whoever_asks_for_one(production):
    with connect(production) as client:
        client.sendall(POST + b"Accept: application/problem+json\r\n" + TOO_LARGE["by its length"])
        answer = read(client, silence=5)
    assert b"Content-Type: application/problem+json\r\n" in answer
    assert b'"status": 413' in answer


@pytest.mark.parametrize("size", [MEGABYTE, MEGABYTE + 1])
@pytest.mark.parametrize("in_chunks", [False, True], ids=["by its length", "in chunks"])
def test_a_megabyte_is_the_limit_exactly(size, in_chunks, production):
    body = BODY + b" " * (size - len(BODY))
    answer = requests.post(
        f"{production.url}/accounts/get_auth_token/",
        data=iter([body[:700_000], body[700_000:]]) if in_chunks else body,
        headers={"Content-Type": "application/json"},
        timeout=10,
    )
    assert answer.status_code == (413 if size > MEGABYTE else 400)


def test_the_client_learns_why_a_body_over_the_limit_is_refused(production):
    answer = requests.post(
        f"{production.url}/accounts/get_auth_token/", json={"username": "a" * 3_500_000}, timeout=10
    )
    assert answer.status_code == 413


def test_a_client_that_asks_first_is_told_to_go_on(production):
    with connect(production) as client:
        expect = b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(BODY)
        client.sendall(POST + CLOSE + expect)
        assert client.recv(1024).startswith(b"HTTP/1.1 100")
        client.sendall(BODY)
        assert FOUND in read(client, silence=10)


@pytest.mark.parametrize("body", [b"", b"{}"], ids=["no body", "a body that came along"])
def test_a_client_that_asks_and_need_not_is_answered(body, production):
    expect = b"Expect: 100-continue\r\nContent-Length: %d\r\n\r\n" % len(body)
    assert statuses(send(production, POST + CLOSE + expect + body, silence=5))[-1] == 400
