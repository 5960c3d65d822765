"""Workers die, are renewed and stop; those who are connected do not notice."""

import os
import re
import shutil
import signal
import socket
import subprocess
import threading
import time
from collections import Counter
from contextlib import contextmanager, suppress

import pytest
import requests

from server.connections import IDLE_AT_STOP
from tests.live.conftest import free_port
from tests.server.clients import connect, get, read, statuses
from tests.server.conftest import SERVING

pytestmark = pytest.mark.database


def workers(server) -> set[int]:
    listing = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(server.process.pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return {int(pid) for pid in listing.stdout.split()}


class Load:
    """
    Sixteen clients, half of whom keep their connections, and what became of their requests.

    ``outcomes`` counts answers by status; ``lost`` are requests that were sent
    and not answered, and ``losses`` says when each was sent and how long it waited,
    in seconds; ``refused`` are connections that were not made. Each client waits for
    ``pause`` seconds before it asks again.
    """

    pause = 0.0

    def __init__(self, port: int) -> None:
        self.port, self.outcomes = port, Counter()
        self.began, self.losses = time.monotonic(), []
        self.done = threading.Event()
        self.threads = [
            threading.Thread(target=self.client, args=(number % 2 == 0,), daemon=True)
            for number in range(16)
        ]

    def client(self, keeps: bool) -> None:
        connection, request = (
            None,
            get("/accounts/auth/", *([] if keeps else ["Connection: close"])),
        )
        while not self.done.is_set():
            time.sleep(self.pause)
            began = time.monotonic()
            try:
                connection = connection or socket.create_connection(("127.0.0.1", self.port), 20)
            except OSError:
                self.outcomes["refused"] += 1
                time.sleep(0.02)
                continue
            answer = exchange(connection, request)
            self.outcomes[(statuses(answer) or ["lost"])[0]] += 1
            if not answer:
                self.losses.append((began - self.began, time.monotonic() - began))
            if not answer or b"\r\nconnection: close\r\n" in answer.lower() or not keeps:
                connection.close()
                connection = None


def exchange(connection: socket.socket, request: bytes) -> bytes:
    """One answer by its length; nothing, where it did not come whole."""
    answer = b""
    try:
        connection.sendall(request)
        while data := connection.recv(65536):
            answer += data
            head = re.match(rb"(?is).*?\r\ncontent-length: (\d+)\r\n.*?\r\n\r\n", answer)
            if head and len(answer) >= head.end() + int(head[1]):
                return answer
    except OSError:
        pass
    return b""


@contextmanager
def load(port: int):
    clients = Load(port)
    for thread in clients.threads:
        thread.start()
    try:
        deadline = time.monotonic() + 20
        while clients.outcomes[200] < 100 and time.monotonic() < deadline:
            time.sleep(0.02)
        yield clients
        time.sleep(0.5)
    finally:
        clients.done.set()
        for thread in clients.threads:
            thread.join(30)


def test_there_are_two_workers_or_more(production):
    deadline = time.monotonic() + 10
    while len(workers(production)) < 2 and time.monotonic() < deadline:  # one may be first
        time.sleep(0.05)
    assert len(workers(production)) >= 2


def test_it_comes_back_each_time_all_workers_are_killed(production):
    for _ in range(3):
        for pid in workers(production):
            with suppress(ProcessLookupError):  # one that was about to end
                os.kill(pid, signal.SIGKILL)
        deadline = time.monotonic() + 10  # F1 says two seconds, on a machine of its own
        while True:
            try:
                assert requests.get(f"{production.url}/livez", timeout=5).status_code == 200
                break
            except requests.ConnectionError:
                assert time.monotonic() < deadline
                time.sleep(0.02)
        assert production.process.poll() is None


def test_a_reload_under_load_loses_no_request(production):
    before = workers(production)
    with load(production.port) as clients:
        production.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + 40
        while workers(production) & before and time.monotonic() < deadline:
            time.sleep(0.1)
    assert not workers(production) & before
    assert clients.outcomes.keys() == {200}, clients.losses


def test_a_stop_under_load_loses_no_request(start, data):
    server = start("bin/serve", **SERVING, **data)
    with load(server.port) as clients:
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(40) == 0
    assert clients.outcomes.keys() == {200, "refused"}, clients.losses


def test_a_stop_lets_go_of_idle_and_of_stubborn_clients(start, data):
    server = start("bin/serve", **SERVING, **data)
    idle, half, lingering = connect(server), connect(server), connect(server)
    for client in (idle, half):
        assert statuses(exchange(client, get("/livez"))) == [200]
    half.sendall(b"GET / HTTP/1.1\r\n")
    lingering.sendall(get("/livez", "Connection: close"))
    server.process.send_signal(signal.SIGTERM)
    assert server.process.wait(40) == 0
    assert [read(client) for client in (idle, half)] == [b"", b""]
    for client in (idle, half, lingering):
        client.close()


def test_a_connection_that_was_idle_for_long_may_ask_once_more_at_a_stop(start, data):
    server = start("bin/serve", **SERVING, **data)
    idle = connect(server)
    assert statuses(exchange(idle, get("/livez"))) == [200]
    time.sleep(IDLE_AT_STOP + 1)
    server.process.send_signal(signal.SIGTERM)
    time.sleep(IDLE_AT_STOP / 2)
    answer = exchange(idle, get("/livez"))
    assert statuses(answer) == [200]
    assert b"\r\nconnection: close\r\n" in answer.lower()
    idle.close()
    assert server.process.wait(40) == 0


def test_a_new_master_takes_over_the_port(start, data):
    server = start("bin/serve", **SERVING, **data)
    masters = []
    try:
        with load(server.port) as clients:
            server.process.send_signal(signal.SIGUSR2)
            time.sleep(1)
            clients.pause = 0.2  # while the new one imports, which it does sooner so
            deadline = time.monotonic() + 120
            while len(masters) < 2 and time.monotonic() < deadline:
                time.sleep(0.2)
                masters = re.findall(r"Listening at: \S+ \((\d+)\)", server.output())
            clients.pause = 0.0
            time.sleep(1)  # until the workers of the new one are there
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(40)
        assert clients.outcomes.keys() == {200}, clients.losses
    finally:
        for pid in masters[1:]:
            os.kill(int(pid), signal.SIGTERM)


HAPROXY = shutil.which("haproxy", path="/usr/sbin:/usr/local/sbin:/usr/bin")
CONFIGURATION = """
global
    nbthread 1
defaults
    mode http
    timeout connect 5s
    timeout client 30s
    timeout server 30s
    retries 3
    option redispatch
    http-reuse safe
frontend all
    bind 127.0.0.1:{port}
    default_backend nodes
backend nodes
    balance roundrobin
    option httpchk GET /livez
    server one 127.0.0.1:{one} check inter 500ms
    server two 127.0.0.1:{two} check inter 500ms
"""


@pytest.mark.skipif(not HAPROXY, reason="HAProxy is not installed")
def test_a_stop_of_a_node_behind_haproxy_loses_no_request(start, data, production, tmp_path):
    node = start("bin/serve", **SERVING, **data)
    port, file = free_port(), tmp_path / "haproxy.cfg"
    file.write_text(CONFIGURATION.format(port=port, one=node.port, two=production.port))
    proxy = subprocess.Popen([HAPROXY, "-db", "-f", file], stderr=subprocess.DEVNULL)
    try:
        time.sleep(2)  # until the checks have found both
        with load(port) as clients:
            node.process.send_signal(signal.SIGTERM)
            assert node.process.wait(40) == 0
    finally:
        proxy.terminate()
        proxy.wait(10)
    assert clients.outcomes.keys() == {200}, clients.losses
