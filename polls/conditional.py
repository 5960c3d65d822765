"""
Entity tags: each answer carries one, and conditions on it are kept (RFC 9110 §13).

The tag of a question is a digest of the question as its reader sees it, tallies and
own vote included. ``Content-Location`` names the question wherever an answer to
another request shows it.

``If-Match`` compares strongly (§13.1.1): a weak tag, ``W/"…"``, never holds. ``*`` holds
for every question that exists, a header without one tag in quotes for none.

A proxy that compresses may write its coding into the tag: ``"…-gzip"``, ``"…;gzip"``. It
is the tag of the same question, because ours are made of the question and not of the bytes.
"""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import parse_etags
from django.utils.translation import gettext_lazy as _
from rest_framework import exceptions, status
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response

CODINGS = [f"{mark}{name}" for mark in "-;" for name in ("gzip", "br", "deflate", "zstd")]


class PreconditionFailed(exceptions.APIException):
    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_code = "precondition_failed"
    default_detail = _("This is not what you read, so nothing was changed. Read it again.")


def tag_of(data: Any) -> str:
    """Return the strong tag of ``data``, which is what the answer says as JSON."""
    return tag_of_bytes(JSONRenderer().render(data))


def has_condition(request: Request) -> bool:
    return "If-Match" in request.headers or "If-None-Match" in request.headers


def require(request: Request, tag: str) -> None:
    """
    Hold a change to the conditions of ``request``; ``tag`` is the current one.

    :raises PreconditionFailed: when one of them does not hold.
    """
    wanted, unwanted = _tags(request, "If-Match"), _tags(request, "If-None-Match")
    if wanted is not None and not {"*", tag} & wanted:
        raise PreconditionFailed
    # ``If-None-Match`` compares weakly (§13.1.2).
    if unwanted is not None and {"*", tag} & {one.removeprefix("W/") for one in unwanted}:
        raise PreconditionFailed


def answer(request: Request, response: Response) -> HttpResponseBase | None:
    """Answer GET and HEAD with 304 or 412 where a condition says so; ``response`` is rendered."""
    if not response.has_header("ETag"):
        response["ETag"] = tag_of_bytes(response.content)
    return get_conditional_response(request, etag=response["ETag"], response=response)


def tag_of_bytes(content: bytes) -> str:
    """Return the strong tag of ``content``, the bytes of an answer."""
    return f'"{hashlib.sha256(content).hexdigest()[:32]}"'


def _tags(request: Request, header: str) -> set[str] | None:
    """Return the tags in ``header``, without the codings of proxies; None without the header."""
    text = request.headers.get(header)
    if text is None:
        return None
    for coding in CODINGS:
        text = text.replace(f'{coding}"', '"')
    return set(parse_etags(text))
