import re
from typing import Any

from django.http import HttpRequest
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

ANYTHING = "*/*"
JSON, PROBLEM = "application/json", "application/problem+json"
#: Among the parameters of a media type (RFC 9110 §12.4.2): not this one. In linear time.
NEVER = re.compile(r"(?:\A|;)[ \t]*+q=0(?:\.0*+)?+[ \t]*+(?:;|\Z)")


def prefers_json(request: HttpRequest) -> bool:
    """
    Tell whether ``request`` comes from a program rather than from a person's form.

    A program sends JSON, or asks for it before HTML, as scripts and their libraries do.
    """
    if request.content_type == JSON:
        return True
    return request.get_preferred_type(["text/html", JSON, PROBLEM]) in {JSON, PROBLEM}


def wants_problem(request: HttpRequest) -> bool:
    return names_problem(request.headers.get("Accept", ""))


def names_problem(accept: str) -> bool:
    """Tell whether refusals are asked for as problems: a wildcard stands for plain JSON."""
    ranges = (part.partition(";") for part in accept.lower().split(","))
    return any(
        media_type.strip(" \t") == PROBLEM and not NEVER.search(parameters)
        for media_type, _, parameters in ranges
    )


class ContentNegotiation(DefaultContentNegotiation):
    """Problem details are for refusals: whoever accepts nothing else gets JSON otherwise."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> Any:
        """Give the first one to whoever takes anything, as most programs do: nothing is parsed."""
        chosen = format_suffix or request.query_params.get(self.settings.URL_FORMAT_OVERRIDE)
        if chosen or request.META.get("HTTP_ACCEPT", ANYTHING) != ANYTHING:
            return super().select_renderer(request, renderers, format_suffix)
        return renderers[0], renderers[0].media_type

    def get_accept_list(self, request: Request) -> list[str]:
        accepted: list[str] = super().get_accept_list(request)
        named = [token for token in accepted if not token.lower().startswith(PROBLEM)]
        return [JSON] if accepted and not named else named
