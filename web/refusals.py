"""
How this site says no: one shape for the API, one page for people.

API: ``{"detail": text, "code": stable_code}``; field errors stay as DRF gives them.
Under ``/auth``: ``{"error": code, "error_description": text}``, as OAuth2 has it.
``wants_json`` decides which of them a caller gets.
"""

import sys
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, Protocol

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.core.signals import got_request_exception
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from web.databases import condition
from web.faults import Fault, fault_of
from web.negotiation import prefers_json
from web.words import WORDS, about_a_fault

logger = structlog.get_logger(__name__)

# The codes that OAuth2 clients know (RFC 6749 §5.2, RFC 6750 §3.1, RFC 8628 §3.5, RFC 9449 §7).
OAUTH_CODES = {"insufficient_scope", "invalid_dpop_proof", "invalid_token", "use_dpop_nonce"}
OAUTH_CODE_OF = {
    403: "access_denied",
    429: "slow_down",
    500: "server_error",
    503: "temporarily_unavailable",
}


class HasPath(Protocol):
    @property
    def path(self) -> str: ...


def is_api(request: HasPath) -> bool:
    return _is_under(settings.API_PREFIXES, request) and not _is_under(
        settings.PAGES_AMONG_API, request
    )


def _is_under(prefixes: Iterable[str], request: HasPath) -> bool:
    return any(
        request.path == prefix or request.path.startswith(f"{prefix}/") for prefix in prefixes
    )


def is_public(request: HasPath) -> bool:
    """Tell whether ``request`` is for a document that says the same to every program."""
    return _is_under(settings.PUBLIC_DOCUMENTS, request)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether ``request`` is answered as a program or as a person."""
    return is_api(request) or is_public(request) or prefers_json(request)


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
        body = _in_shape(request, status, {"detail": detail, "code": code})
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


def _in_shape(request: HasPath, status: int, data: dict[str, Any]) -> dict[str, Any]:
    """Return ``data``, a refusal of the API, in the words of OAuth2 if the path is OAuth2's."""
    if not _is_under(["/auth"], request):
        return data
    code, detail = data.get("code"), data.get("detail")
    if detail is None:  # field errors
        detail = " ".join(f"{name}: {' '.join(map(str, texts))}" for name, texts in data.items())
    if code not in OAUTH_CODES:
        code = OAUTH_CODE_OF.get(status, "invalid_request")
    return {"error": code, "error_description": detail}


# DRF --------------------------------------------------------------------------


def api_exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Add the code to what DRF answers; DRF's EXCEPTION_HANDLER."""
    request = context["request"]
    if isinstance(exc, RequestDataTooBig):
        exc = _too_large()
    elif isinstance(exc, SuspiciousOperation | BadRequest | UnreadablePostError):
        # Too many fields, a form that is not UTF-8, a body that stopped half-way.
        exc = exceptions.ParseError("The body cannot be read.")
    response = exception_handler(exc, context)
    if response is None:
        return None
    if isinstance(response.data, list):  # a ValidationError that belongs to no field
        response.data = {"detail": response.data[0]}
    if set(response.data) == {"detail"}:
        response.data["code"] = getattr(response.data["detail"], "code", None) or "invalid"
    if response.status_code in {401, 403, 429}:
        _log_refusal(request, response)
    response.data = _in_shape(request, response.status_code, response.data)
    told = response.data
    point_to_help(response, told.get("code") or told.get("error") or "invalid")
    _tell_limit(response, exc)
    # The caller may have asked for a picture or a table, which cannot say why there is none.
    request.accepted_renderer, request.accepted_media_type = JSONRenderer(), "application/json"
    return response


def _tell_limit(response: HttpResponse | Response, exc: Exception) -> None:
    """Add RateLimit, where ``exc`` knows it: DRF adds Retry-After alone."""
    if limit := getattr(exc, "rate_limit", ""):
        response["RateLimit"] = limit


def _log_refusal(request: Request, response: Response) -> None:
    scheme = request.headers.get("Authorization", "").split(" ")[0].lower()
    if scheme not in {"token", "bearer", "basic", "dpop"}:
        scheme = "session" if settings.SESSION_COOKIE_NAME in request.COOKIES else "none"
    logger.info(
        "refused",
        status=response.status_code,
        code=response.data.get("code"),
        scheme=scheme,
        user=request.user.get_username() or None,
    )


def _too_large() -> exceptions.APIException:
    code, _title, detail = WORDS[413]
    exc = exceptions.APIException(detail, code)
    exc.status_code = 413
    return exc


# Django -----------------------------------------------------------------------


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
    _tell_limit(response, exc)
    return response


def unavailable(request: HttpRequest, fault: Fault = Fault.AWAY) -> HttpResponse:
    """Answer 503, or 400 if the database does not take a value of the caller's."""
    if fault is Fault.BAD_VALUE:
        return bad_request(request)
    code, detail, seconds = about_a_fault(fault, request)
    return refuse(request, 503, code, detail, retry_after=seconds)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse(request, 400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse(request, 403, detail=str(exception or ""))


@csrf_exempt  # a caller of a wrong address must hear of that, and not of CSRF
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return refuse(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return refuse(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refuse(
        request,
        403,
        "csrf_failed",
        _(
            "The form was not sent from a page of this site, or the page was too old. "
            "Go back, reload it and send it again."
        ),
    )
