"""Each request waits only for others of its kind, and sign-ins hold up nobody else."""

from contextlib import contextmanager
from threading import Event
from types import SimpleNamespace

import pytest

from server.lanes import Lanes
from server.parsing import Busy, Unavailable

PATIENCE = 10  # seconds until a thread that does not come counts as missing


class Request:
    """A channel with one request; its thread is held until ``done`` is set."""

    def __init__(self, method="GET", path="/polls/api/questions", *, done=None, **headers):
        headers = {name.upper(): value for name, value in headers.items()}
        self.request = SimpleNamespace(command=method, path=path, headers=headers, error=None)
        self.requests = [self.request]
        self.begun, self.done = Event(), done or Event()
        if done is None:
            self.done.set()

    def service(self):
        self.begun.set()
        self.done.wait(PATIENCE)

    def cancel(self):
        """The lane ends before its turn comes."""


@pytest.fixture
def lanes():
    made = Lanes(threads=1, hashes=1, waiting=2)
    yield made
    for lane in (made.usual, made.sign_in, *made.by_path.values()):
        lane.shutdown()


@contextmanager
def flood(lanes, count):
    """``count`` sign-ins, of which no hash ends before the block does."""
    done = Event()
    requests = [Request("POST", "/accounts/login/", done=done) for _ in range(count)]
    for request in requests:
        lanes.add(request)
    try:
        yield requests
    finally:
        done.set()


@pytest.mark.parametrize(
    ("method", "path", "headers", "lane"),
    [
        ("GET", "/polls/api/questions", {}, "usual"),
        ("POST", "/polls/api/questions/1/vote", {}, "usual"),
        ("POST", "/accounts/api/tokens", {"authorization": "Token dar_"}, "usual"),
        ("GET", "/accounts/login/", {}, "usual"),
        ("POST", "/accounts/login/", {}, "sign_in"),
        ("POST", "/accounts/auth/", {}, "sign_in"),
        ("POST", "/accounts/get_auth_token", {}, "sign_in"),
        ("POST", "/accounts/get_auth_token/", {}, "sign_in"),
        ("POST", "/accounts/password/change/", {}, "sign_in"),
        ("POST", "/accounts/register/code/", {}, "sign_in"),
        ("POST", "/admin/login/", {}, "sign_in"),
        ("POST", "/auth/token", {}, "sign_in"),
        ("POST", "/auth/introspect/", {}, "sign_in"),
        ("POST", "/auth/convert-token", {}, "usual"),  # it waits for a provider
        ("GET", "/polls/api/questions", {"authorization": "Basic YTpi"}, "sign_in"),
        ("GET", "/polls/api/questions", {"authorization": "basic YTpi"}, "sign_in"),
        ("GET", "/livez", {}, "/livez"),
        ("GET", "/readyz/", {}, "/readyz"),
        ("POST", "/livez", {}, "usual"),
        ("GET", "/static/css/base.css", {}, "/static/"),
    ],
)
def test_a_request_goes_to_its_lane(lanes, method, path, headers, lane):
    found = lanes.lane_of(Request(method, path, **headers).request)
    assert found is (lanes.by_path.get(lane) or getattr(lanes, lane))


def test_the_api_is_served_while_every_hash_is_waited_for(lanes):
    with flood(lanes, count=4):
        request = Request()
        lanes.add(request)
        assert request.begun.wait(PATIENCE)


def test_who_finds_the_line_of_sign_ins_full_is_refused_at_once(lanes):
    with flood(lanes, count=2) as hashing:
        assert all(request.begun.wait(PATIENCE) for request in hashing)
        with flood(lanes, count=3) as later:
            assert later[2].begun.wait(PATIENCE)
            assert [type(one.request.error) for one in later] == [type(None), type(None), Busy]


@pytest.mark.parametrize("path", ["/accounts/login/", "/polls/"])
def test_those_for_whom_no_thread_comes_are_told_to_come_again(lanes, path):
    done = Event()
    requests = [Request("POST", path, done=done) for _ in range(4)]
    busy = 2 if path == "/accounts/login/" else 1
    for request in requests[:busy]:
        lanes.add(request)
        assert request.begun.wait(PATIENCE)
    for request in requests[busy:]:
        lanes.add(request)
    lanes.refuse_stuck(100)
    lanes.refuse_stuck(101.9)
    assert [one.request.error for one in requests] == [None] * 4
    lanes.refuse_stuck(102.1)
    done.set()
    errors = [type(one.request.error) for one in requests]
    assert errors == [type(None)] * busy + [Unavailable] * (4 - busy)


def test_a_client_who_is_served_again_and_again_is_not_stuck(lanes):
    """Its connection may be the first in line whenever somebody looks."""
    done = Event()
    busy, client = Request(done=done), Request(done=done)
    lanes.add(busy)
    assert busy.begun.wait(PATIENCE)
    for now in (100, 101, 102, 103):
        request = SimpleNamespace(command="GET", path="/polls/", headers={}, error=None)
        client.requests = [request]
        lanes.usual.queue.clear()  # the request before was answered
        lanes.add(client)
        lanes.refuse_stuck(now)
        assert request.error is None
    done.set()
