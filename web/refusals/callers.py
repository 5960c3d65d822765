"""Programs and people: which of them a request is answered as."""

from collections.abc import Sequence
from typing import Protocol

from django.conf import settings
from django.http import HttpRequest

from web.negotiation import prefers_json


class HasPath(Protocol):
    @property
    def path(self) -> str: ...


def is_api(request: HasPath) -> bool:
    return is_under(settings.API_PREFIXES, request) and not is_under(
        settings.PAGES_AMONG_API, request
    )


def is_under(prefixes: Sequence[str], request: HasPath) -> bool:
    if not request.path.startswith(tuple(prefixes)):  # most are not, and this is quick
        return False
    path = f"{request.path}/"
    return any(path.startswith(f"{prefix}/") for prefix in prefixes)


def is_public(request: HasPath) -> bool:
    """Tell whether ``request`` is for a document that says the same to every program."""
    return is_under(settings.PUBLIC_DOCUMENTS, request)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether ``request`` is answered as a program or as a person."""
    return is_api(request) or is_public(request) or prefers_json(request)
