"""A refusal, and its headers, for whoever asked."""

from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.functional import Promise
from rest_framework.response import Response

from web.refusals.callers import wants_json
from web.refusals.shapes import in_shape
from web.words import WORDS


def refuse(
    request: HttpRequest,
    status: int,
    code: str = "",
    detail: str | Promise = "",
    *,
    retry_after: int | None = None,
) -> HttpResponse:
    """Answer ``status`` in the shape that the caller reads; ``retry_after`` in seconds."""
    phrase = HTTPStatus(status).phrase
    usual = WORDS.get(status, (phrase.lower().replace(" ", "_"), phrase, phrase))
    code, title, detail = code or usual[0], usual[1], detail or usual[2]
    if wants_json(request):
        body = in_shape(request, status, {"detail": detail, "code": code})
        code = body.get("error", code)
        response: HttpResponse = JsonResponse(body, status=status)
    else:
        context = {"status": status, "title": title, "detail": detail}
        response = render(request, "error.html", context, status=status)
    response["Cache-Control"] = "no-store"
    point_to_help(response, code)
    if retry_after:
        response["Retry-After"] = str(retry_after)
    return response


def point_to_help(response: HttpResponse | Response, code: str) -> None:
    """Name the page about ``code`` in a header, if the site has one (RFC 8288, ``rel=help``)."""
    if address := getattr(settings, "HELP_WITH_CODES", ""):
        response["Link"] = f'<{address.format(code=code)}>; rel="help"'


def tell_limit(response: HttpResponse | Response, exc: Exception) -> None:
    """Add RateLimit, where ``exc`` knows it: DRF adds Retry-After alone."""
    if limit := getattr(exc, "rate_limit", ""):
        response["RateLimit"] = limit
