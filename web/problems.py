"""
Refusals as ``application/problem+json`` (RFC 9457), for those who ask for it by Accept.

Members: ``type``, the address of the page about the code; ``title``, the same for each problem
of a type; ``status``; ``detail``; ``code``. Field errors are in ``errors``, each with its text
and the place of the value: a ``pointer`` into the body (RFC 6901), or the name of a ``parameter``.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from rest_framework.settings import api_settings

from web import negotiation

WITHOUT_BODY = {"GET", "HEAD", "DELETE", "OPTIONS"}


class ProblemMiddleware:
    """Rewrite refusals of the API; those of OAuth2 keep the shape that its RFCs give them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code < HTTPStatus.BAD_REQUEST or response.streaming:
            return response
        if response.get("Content-Type") != negotiation.JSON:
            return response
        patch_vary_headers(response, ["Accept"])
        if negotiation.wants_problem(request):
            self._rewrite(request, response)
        return response

    def _rewrite(self, request: HttpRequest, response: HttpResponse) -> None:
        refusal = json.loads(response.content or b"null")
        if not isinstance(refusal, dict) or "error" in refusal:  # OAuth2's
            return
        by_pointer = request.method not in WITHOUT_BODY
        problem = problem_of(refusal, response.status_code, by_pointer=by_pointer)
        response.content = json.dumps(problem, ensure_ascii=False).encode()
        response["Content-Type"] = negotiation.PROBLEM
        response["Content-Length"] = str(len(response.content))


def problem_of(
    refusal: Mapping[str, Any], status: int, *, by_pointer: bool = True
) -> dict[str, Any]:
    """Return ``refusal``, as the API answers it, in the words of RFC 9457."""
    errors = [] if "detail" in refusal else list(_errors(refusal, by_pointer=by_pointer))
    code = str(refusal.get("code", "invalid"))
    problem = {
        "type": type_of(code),
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": refusal.get("detail", "Some of the values are not valid."),
        "code": code,
    }
    return problem | ({"errors": errors} if errors else {})


def type_of(code: str) -> str:
    address = getattr(settings, "HELP_WITH_CODES", "")
    return f"{settings.ISSUER}{address.format(code=code)}" if address else "about:blank"


def _errors(refusal: Mapping[str, Any], *, by_pointer: bool) -> Iterator[dict[str, str]]:
    for path, text in _texts(refusal, ()):
        if by_pointer:
            steps = (step.replace("~", "~0").replace("/", "~1") for step in path)
            yield {"detail": text, "pointer": "".join(["#", *(f"/{step}" for step in steps)])}
        else:
            yield {"detail": text, "parameter": path[0] if path else ""}


def _texts(found: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Walk through field errors as DRF nests them: objects of names, lists of texts or items."""
    if isinstance(found, Mapping):
        for name, inner in found.items():
            is_whole = name == api_settings.NON_FIELD_ERRORS_KEY
            yield from _texts(inner, path if is_whole else (*path, str(name)))
    elif isinstance(found, list):
        for place, inner in enumerate(found):
            is_text = not isinstance(inner, Mapping | list)
            yield from _texts(inner, path if is_text else (*path, str(place)))
    else:
        yield path, str(found)
