"""Requests, many at once: wrk on a processor of its own."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.servers import CLIENT_CPUS, ROOT, Server

SCRIPT, PACED = Path(__file__).with_name("wrk.lua"), Path(__file__).with_name("paced.lua")


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: str = ""  # JSON; with one, the method is POST

    def raw(self, port: int) -> str:
        head = {"Host": f"127.0.0.1:{port}", **self.headers}
        if self.body:
            head |= {"Content-Type": "application/json", "Content-Length": str(len(self.body))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        return f"{'POST' if self.body else 'GET'} {self.path} HTTP/1.1\r\n{lines}\r\n{self.body}"


@dataclass(frozen=True)
class Measured:
    requests: int
    seconds: float
    refused: int  # answers of 400 and more
    broken: int  # connections that failed
    p50: float  # milliseconds
    p99: float
    cpu: float  # seconds of the server's processes

    @property
    def rate(self) -> float:
        """Good answers a second."""
        return (self.requests - self.refused) / self.seconds

    @property
    def cost(self) -> float:
        """Milliseconds of a processor for each good answer."""
        return self.cpu / max(1, self.requests - self.refused) * 1000


def require_answer(server: Server, request: Request) -> None:
    """Measure nothing that does not work."""
    asked = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{request.path}",
        data=request.body.encode() or None,
        headers=request.headers | {"Content-Type": "application/json"},
    )
    try:
        with urllib.request.urlopen(asked, timeout=30) as answer:
            json.load(answer)
    except urllib.error.HTTPError as error:
        text = error.read().decode(errors="replace")[:500]
        raise SystemExit(f"{server.name} answers {error.code} to {request.path}: {text}") from None


def measure(
    server: Server,
    requests: Iterable[Request],
    *,
    seconds: float,
    clients: int = 8,
    paced: bool = False,
    wait: float | None = None,
    cpus: set[int] | None = CLIENT_CPUS,
) -> Measured:
    """
    Send ``requests`` in a circle for so many seconds, each client one at a time.

    :param paced: 25 a second for each client, instead of as many as it can.
    :param wait: seconds before it begins; by default until the server is at rest.
    """
    with tempfile.NamedTemporaryFile("w", newline="") as file:
        file.write("\0".join(request.raw(server.port) for request in requests))
        file.flush()
        server.settle() if wait is None else time.sleep(wait)
        before = server.cpu()
        done = subprocess.run(
            [
                "wrk",
                *("-t", "1", "-c", str(clients), "-d", f"{seconds:.0f}s", "--timeout", "20s"),
                *(
                    "-s",
                    str(PACED if paced else SCRIPT),
                    f"http://127.0.0.1:{server.port}",
                    file.name,
                ),
            ],
            check=True,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            preexec_fn=cpus and (lambda: os.sched_setaffinity(0, cpus)),
        )
        used = server.cpu() - before
    if wait is None:  # who is measured next would share the processor with what is left
        server.settle()
    found = json.loads(done.stdout.splitlines()[-1])
    return Measured(**found, cpu=used)
