"""The refusals that are raised past the views, and those that have no shape yet."""

import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import structlog
from django.conf import settings
from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from rest_framework import exceptions

from web.databases import condition
from web.faults import Fault, fault_of
from web.refusals.answers import refuse, tell_limit
from web.refusals.callers import wants_json
from web.refusals.handlers import bad_request, not_found
from web.words import about_a_fault

logger = structlog.get_logger(__name__)


class RefusalMiddleware:
    """
    Answer exceptions that views do not catch and that are no bugs; give refusals their shape.

    With DEBUG, Django answers errors with pages of its own before it asks a handler. A program
    must not have to read them, and people in the demo see the page of the site for 404.
    """

    answers_throttled = True  # an app that throttles may look for it

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if fault := getattr(request, "database_fault", None):
            return unavailable(request, fault)
        if settings.DEBUG and response.status_code == 404 and request.resolver_match is None:
            return not_found(request)
        if response.status_code >= HTTPStatus.BAD_REQUEST and not response.streaming:
            is_page = response.get("Content-Type", "").startswith("text/")
            if not response.content or (is_page and wants_json(request)):
                refusal = refuse(request, response.status_code)
                response.content = refusal.content
                response["Content-Type"] = refusal["Content-Type"]
                response["Content-Length"] = str(len(response.content))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, exceptions.Throttled):
            return too_many(request, exception)
        if isinstance(exception, UnreadablePostError):
            return bad_request(request)
        if isinstance(exception, Http404):
            return not_found(request)
        fault = fault_of(exception)
        if fault is None:
            return None
        logger.error(fault.value, exc_info=exception)
        if fault is Fault.FULL:
            condition.note_full()
        return unavailable(request, fault)


@receiver(got_request_exception)
def note_a_fault(sender: object, request: HttpRequest, **kwargs: Any) -> None:
    """The database may be lost in a middleware as well, where no process_exception looks."""
    request.database_fault = fault_of(sys.exc_info()[1])  # type: ignore[attr-defined]


def too_many(request: HttpRequest, exc: exceptions.Throttled) -> HttpResponse:
    seconds: float | None = exc.wait  # type: ignore[attr-defined]
    code = str(getattr(exc.detail, "code", "throttled"))
    status = exc.status_code  # 503 if the server has too much to do, and not the caller
    response = refuse(request, status, code, str(exc.detail), retry_after=int(seconds or 1))
    tell_limit(response, exc)
    return response


def unavailable(request: HttpRequest, fault: Fault = Fault.AWAY) -> HttpResponse:
    """Answer 503, or 400 if the database does not take a value of the caller's."""
    if fault is Fault.BAD_VALUE:
        return bad_request(request)
    code, detail, seconds = about_a_fault(fault, request)
    return refuse(request, 503, code, detail, retry_after=seconds)
