"""
Headers that name media types, with parameters that nobody can read.

Django raises over a parameter in an encoding that it does not know (RFC 2231), before any of its
handlers could answer. RFC 9110 leaves such a header to the server: a part of ``Accept`` may be
passed over (§12.4.1), and a body may be of a type that is not told (§8.3).
"""

import re
from collections.abc import Iterable

from django.utils.http import parse_header_parameters

from web.hot import WSGI, Environ, Start

#: Parameters that Django decodes have a star in their name. In linear time.
ENCODED = re.compile(r"\*[^*,;=]*+=")


def readable(application: WSGI) -> WSGI:
    """Return ``application``, for which what cannot be read of these headers was not sent."""

    def call(environ: Environ, start_response: Start) -> Iterable[bytes]:
        if ENCODED.search(environ.get("CONTENT_TYPE", "")):
            environ["CONTENT_TYPE"] = "".join(_readable([environ["CONTENT_TYPE"]]))
        if ENCODED.search(environ.get("HTTP_ACCEPT", "")):
            parts = _readable(environ.pop("HTTP_ACCEPT").split(","))
            environ |= {"HTTP_ACCEPT": ",".join(parts)} if parts else {}
        return application(environ, start_response)

    return call


def _readable(media_types: list[str]) -> list[str]:
    return [media_type for media_type in media_types if _is_readable(media_type)]


def _is_readable(media_type: str) -> bool:
    try:
        parse_header_parameters(media_type)
    except ValueError:
        return False
    return True
