import codecs
import secrets
from collections.abc import Callable

import structlog
from django.conf import settings
from django.contrib.messages import middleware as messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.middleware import common
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import escape_leading_slashes
from django.utils.translation import gettext as _

from web import logs, refusals
from web.hosts import refusal_of_host

GetResponse = Callable[[HttpRequest], HttpResponse]

LONGEST_PATH = 2000  # characters; the longest of ours holds two email addresses, signed


class RequestLogMiddleware:
    """
    Give each request an id, bind it and the address to every log line, and log how it ended.

    The id is ours. With one of its own, a client could write into other people's trails.
    The answer carries it as ``X-Request-ID``.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id, address = secrets.token_hex(8), request.META["REMOTE_ADDR"]
        request.id = request_id  # type: ignore[attr-defined]
        with structlog.contextvars.bound_contextvars(request_id=request_id, address=address):
            response = self.get_response(request)
        # The member of staff, where ``web.admin.site`` says so.
        actor = {"actor": request.actor} if hasattr(request, "actor") else {}
        logs.log_request(
            request_id=request_id,
            address=address,
            method=str(request.method),
            route=logs.route_of(request),
            status=response.status_code,
            **actor,
        )
        response["X-Request-ID"] = request_id
        if not response.streaming:  # without a length the server closes the connection
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response


class LanguageMiddleware(LocaleMiddleware):
    """
    Answer people in their language, and programs in English, because clients know our texts.

    It comes before everything that may refuse a request: a refusal has a language as well.
    """

    def process_request(self, request: HttpRequest) -> None:
        if refusals.wants_json(request):
            translation.activate(settings.LANGUAGE_CODE)
        else:
            super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if refusals.wants_json(request):
            return response
        patch_vary_headers(response, ["Cookie"])  # a cookie may have chosen the language
        return super().process_response(request, response)


class MessageMiddleware(messages.MessageMiddleware):
    """Pages show messages. To make room for them took programs a hundredth of a sign-in."""

    def process_request(self, request: HttpRequest) -> None:
        if not refusals.is_api(request):
            super().process_request(request)


class CommonMiddleware(common.CommonMiddleware):
    def get_full_path_with_slash(self, request: HttpRequest) -> str:
        """Redirect a POST as well: with DEBUG, Django would raise because of the missing slash."""
        return escape_leading_slashes(request.get_full_path(force_append_slash=True))


class ApiMiddleware:
    """
    Refuse requests that cannot be read before anything tries to read them.

    Under the API's paths, refuse plain HTTP as well.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return (
            refusal_of_host(request)
            or refusal_of_body(request)
            or refusal_of_text(request)
            or refusal_of_plain_http(request)
            or self.get_response(request)
        )


def refusal_of_body(request: HttpRequest) -> HttpResponse | None:
    """Hold bodies to their bound: DRF's parsers read the stream and have none of their own."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if not length and "HTTP_TRANSFER_ENCODING" in request.META:
        # It would read as empty: WSGI gives a body as long as its length says.
        return refusals.refuse(request, 411, detail=_("Send the body with a Content-Length."))
    if not (length or "0").isdecimal() or not length.isascii():
        return refusals.refuse(request, 400)
    # int() refuses numbers of thousands of digits with an error of its own.
    if len(length) > 18 or int(length or 0) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return refusals.refuse(request, 413)
    return None


def refusal_of_text(request: HttpRequest) -> HttpResponse | None:
    """Refuse NUL, which PostgreSQL cannot store, and all but UTF-8 (RFC 8259 §8.1)."""
    if len(request.path) > LONGEST_PATH:
        return refusals.refuse(request, 414, "uri_too_long", _("This address is too long."))
    if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return refusals.refuse(request, 400)
    if not is_utf8((request.content_params or {}).get("charset", "utf-8")):
        return refusals.refuse(request, 415, detail=_("Send text as UTF-8."))
    return None


def is_utf8(charset: str) -> bool:
    """Django takes any codec that Python knows, zlib too, and reads others as UTF-8."""
    try:
        return codecs.lookup(charset).name in {"utf-8", "ascii"}
    except (LookupError, ValueError):
        return False


def refusal_of_plain_http(request: HttpRequest) -> HttpResponse | None:
    if not settings.HTTPS or request.is_secure() or not refusals.is_api(request):
        return None
    return refusals.refuse(
        request,
        403,
        "https_required",
        "Call this API by HTTPS. Credentials that were sent went in clear: revoke them.",
    )
