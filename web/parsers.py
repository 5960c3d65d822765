import codecs
import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from rest_framework import parsers
from rest_framework.exceptions import ParseError
from rest_framework.utils.json import strict_constant


class JSONParser(parsers.JSONParser):
    """
    Refuse values that can be read but not written again, and members that come twice.

    The former are lone surrogates, which no database holds; ``1e400``, which is infinite; and
    deep nesting, at which DRF lets the RecursionError through. Of two members, DRF takes the
    last, and another reader may have judged the first (RFC 8259 §4).
    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        try:
            encoding = (parser_context or {}).get("encoding", settings.DEFAULT_CHARSET)
            data: dict[str, Any] = _read(stream, encoding)
            json.dumps(data, ensure_ascii=False, allow_nan=False).encode()
        except (RecursionError, ValueError) as error:
            raise ParseError("JSON parse error - out of bounds") from error
        return data


def _read(stream: IO[Any], encoding: str) -> Any:
    """:raises ParseError: in the words of DRF's own parser, which has no place for the hook."""
    text = codecs.getreader(encoding)(stream)
    try:
        return json.load(text, parse_constant=strict_constant, object_pairs_hook=_object)
    except ValueError as error:
        raise ParseError(f"JSON parse error - {error}") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """:raises ValueError: when a member comes twice."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"A member comes twice: {name[:50]!a}")
        found[name] = value
    return found
