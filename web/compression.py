from __future__ import annotations

from django.http import HttpRequest, HttpResponseBase
from django.middleware import gzip
from django.utils.text import compress_string

SHORTEST = 200  # bytes; Django leaves shorter answers as they are
CONDITIONS = ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH")


class GZipMiddleware(gzip.GZipMiddleware):
    """
    Give a compressed answer a strong entity tag of its own: ``"…"`` becomes ``"…-gzip"``.

    Django makes the tag weak, and ``If-Match`` refuses weak tags (RFC 9110 §13.1.1): a
    client that takes gzip could never change what it read. The tags of two codings
    differ, as §8.8.3.3 asks; the views below know the plain one.
    """

    def process_request(self, request: HttpRequest) -> None:
        for name in CONDITIONS:
            if name in request.META:
                request.META[name] = request.META[name].replace('-gzip"', '"')

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        tag = response.headers.get("ETag", "")
        response = super().process_response(request, response)
        if response.headers.get("ETag") == f"W/{tag}":
            response.headers["ETag"] = tag_of_coded(tag)
        return response


def tag_of_coded(tag: str) -> str:
    return f'{tag[:-1]}-gzip"'


def coded(body: bytes, accept_encoding: str) -> bytes | None:
    """Return ``body`` as the middleware compresses it; None where it leaves it as it is."""
    if len(body) < SHORTEST or not gzip.re_accepts_gzip.search(accept_encoding):
        return None
    found = compress_string(body, max_random_bytes=GZipMiddleware.max_random_bytes)
    return found if len(found) < len(body) else None
