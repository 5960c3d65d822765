from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from rest_framework.exceptions import Throttled

from accounts.attempts import TooManyAttempts


class TooManyAttemptsMiddleware:
    """
    Answer 429 if a view lets ``TooManyAttempts`` through, as the admin's sign-in does, and
    503 if it lets ``Busy`` through.

    A project that answers it in a way of its own says ``answers_throttled = True`` on
    its middleware; ``checks`` looks for one of the two.
    """

    answers_throttled = True

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Throttled):
            return None
        headers = {"Retry-After": str(int(exception.wait or 1)), "Cache-Control": "no-store"}  # type: ignore[attr-defined]  # set by DRF
        text = str(exception.detail)
        response = HttpResponse(
            text, content_type="text/plain", status=exception.status_code, headers=headers
        )
        if isinstance(exception, TooManyAttempts):
            response["RateLimit"] = exception.rate_limit
        return response
