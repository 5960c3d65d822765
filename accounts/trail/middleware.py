from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from accounts.trail import context, keeping


class TrailMiddleware:
    """Let entries know their request. Failures are stored after it: no rollback takes them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with context.entered(request) as entered:
            response = self.get_response(request)
        keeping.store_failures(entered.failures)
        return response
