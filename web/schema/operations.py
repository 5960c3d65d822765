"""DRF's DEFAULT_SCHEMA_CLASS: it tells of a view what drf-spectacular cannot know."""

import re
from typing import Any

from drf_spectacular import openapi
from rest_framework.serializers import IntegerField

from web.schema.answers import HINTS

SENTENCE = re.compile(r"\A(.+?)[.;:](?:\s|\Z)", re.DOTALL)
LONGEST_ID = 999_999_999_999_999_999  # 18 digits, as the addresses take them


class AutoSchema(openapi.AutoSchema):
    """
    Summaries from docstrings, ids of one type everywhere, JSON bodies, and hints for ``answers``.

    A view says what cannot be seen from outside, by action or, without actions, by method:

    - ``also_answers = {"vote": [409]}``: statuses of its rules;
    - ``entity_tags = True``: answers carry an ``ETag``, and conditions on it are kept;
    - ``answer_headers = {"list": ["Link"]}``: what the answer to a success carries;
    - ``rate_limited = ["create"]``: answers, and the 429, tell how much is left, and of what.
    """

    def get_summary(self) -> str:
        words = " ".join(self.get_description().split())
        found = SENTENCE.match(words)
        return (found[1] if found else words).replace("`", "")

    def get_auth(self) -> list[Any]:
        return super().get_auth() or [{}]  # no scheme is tried

    def map_parsers(self) -> list[Any]:
        """JSON alone: forms work where they can say it, and generated clients take one type."""
        return ["application/json"]

    def get_extensions(self) -> dict[str, Any]:
        name = getattr(self.view, "action", None) or self.method.lower()
        return {
            HINTS: {
                "statuses": getattr(self.view, "also_answers", {}).get(name, []),
                "headers": getattr(self.view, "answer_headers", {}).get(name, []),
                "is_rate_limited": name in getattr(self.view, "rate_limited", ()),
                "entity_tags": getattr(self.view, "entity_tags", False) and name != "create",
                "is_negotiated": True,
                "is_made": name == "create",
            }
        }

    def _resolve_path_parameters(self, variables: list[str]) -> list[Any]:
        parameters: list[Any] = super()._resolve_path_parameters(variables)  # type: ignore[no-untyped-call]
        for parameter in parameters:
            if parameter["name"] == "id" and self._has_whole_numbers():
                parameter["schema"] = {"type": "integer", "minimum": 0, "maximum": LONGEST_ID}
        return parameters

    def _has_whole_numbers(self) -> bool:
        """Tell whether ids are numbers in bodies: then they are numbers in addresses as well."""
        serializer = self._get_serializer()  # type: ignore[no-untyped-call]
        return isinstance(getattr(serializer, "fields", {}).get("id"), IntegerField)
