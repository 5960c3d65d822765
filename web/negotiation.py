from django.http import HttpRequest
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.request import Request

JSON, PROBLEM = "application/json", "application/problem+json"


def prefers_json(request: HttpRequest) -> bool:
    """
    Tell whether ``request`` comes from a program rather than from a person's form.

    A program sends JSON, or asks for it before HTML, as scripts and their libraries do.
    """
    if request.content_type == JSON:
        return True
    return request.get_preferred_type(["text/html", JSON, PROBLEM]) in {JSON, PROBLEM}


def wants_problem(request: HttpRequest) -> bool:
    """Tell whether refusals are asked for as problems: a wildcard stands for plain JSON."""
    return any(
        f"{accepted.main_type}/{accepted.sub_type}" == PROBLEM and accepted.quality > 0
        for accepted in request.accepted_types
    )


class ContentNegotiation(DefaultContentNegotiation):
    """Problem details are for refusals: whoever accepts nothing else gets JSON otherwise."""

    def get_accept_list(self, request: Request) -> list[str]:
        accepted: list[str] = super().get_accept_list(request)
        named = [token for token in accepted if not token.startswith(PROBLEM)]
        return [JSON] if accepted and not named else named
