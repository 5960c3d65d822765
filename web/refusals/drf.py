"""The refusals of DRF's views."""

from typing import Any

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import UnreadablePostError
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from web.refusals.answers import point_to_help, tell_limit
from web.refusals.shapes import in_shape
from web.words import WORDS

logger = structlog.get_logger(__name__)


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
    response.data = in_shape(request, response.status_code, response.data)
    told = response.data
    point_to_help(response, told.get("code") or told.get("error") or "invalid")
    tell_limit(response, exc)
    # The caller may have asked for a picture or a table, which cannot say why there is none.
    request.accepted_renderer, request.accepted_media_type = JSONRenderer(), "application/json"
    return response


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
