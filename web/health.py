"""
``/livez`` tells whether this process runs, and ``/readyz`` whether it can serve.

A middleware, and the first: a probe comes by plain HTTP, by address rather than
by host name, and must not wait for what it asks about.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait

import redis
from django.conf import settings
from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from redis.backoff import NoBackoff
from redis.retry import Retry

from web.databases import condition, deadline
from web.faults import Fault, fault_of

PATIENCE = 1.5  # seconds; a frozen database says nothing at all
RETRY_AFTER = 2  # seconds
HEADERS = {  # before the middleware that sets them elsewhere
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}


class HealthMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        # One thread each: while a check hangs, the next probe finds the queue and fails too.
        self.threads = {check: ThreadPoolExecutor(1, "health") for check in (database, guesses)}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info.removesuffix("/")
        if request.method not in {"GET", "HEAD"}:
            return self.get_response(request)  # a 404 as elsewhere
        if path == "/livez":
            return _answer({"process": "ok"}, status=200)
        if path == "/readyz":
            return self.ready()
        return self.get_response(request)

    def ready(self) -> HttpResponse:
        """
        Without its database this process is of no use; without Redis it counts guesses itself.

        So the answer tells of Redis, but Redis does not decide the status: a balancer that
        took every node out would turn a small trouble into an outage.
        """
        answers = {check.__name__: pool.submit(check) for check, pool in self.threads.items()}
        done, _ = wait(answers.values(), PATIENCE)
        found = {
            name: answer.result() if answer in done else "away" for name, answer in answers.items()
        }
        return _answer(found, status=200 if found["database"] == "ok" else 503)


def database() -> str:
    """
    Return "ok", or why nothing can be served or saved.

    On a connection of its own: that a new one can be had is part of the question.
    """
    try:
        with deadline.request(), deadline.at_most(PATIENCE):
            return condition.of(connection)
    except Error as error:
        return (fault_of(error) or Fault.AWAY).name.lower().replace("_", " ")
    finally:
        connection.close()


def guesses() -> str:
    if not settings.REDIS_URL:
        return "local"
    client = redis.Redis.from_url(
        settings.REDIS_URL,
        socket_timeout=1,
        socket_connect_timeout=1,
        retry=Retry(NoBackoff(), 0),
    )
    try:
        with client:
            client.ping()
        return "ok"
    except redis.RedisError:
        return "away"


def _answer(found: dict[str, str], *, status: int) -> JsonResponse:
    response = JsonResponse(found, status=status, headers=HEADERS)
    if status == 503:
        response["Retry-After"] = str(RETRY_AFTER)
    response["Content-Length"] = str(len(response.content))  # else the connection is closed
    return response
