import zoneinfo
from typing import Any

from django.http import HttpRequest
from django.utils import timezone


class TimeZoneMiddleware:
    """Read and show a signed-in person's times in their own zone, on pages."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> Any:
        with timezone.override(None):  # whatever a view activates ends with its request
            return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        # The API answers in UTC, and must not pay for a session that it may not even read.
        is_page = not getattr(view, "csrf_exempt", False)
        if is_page and request.user.is_authenticated:
            timezone.activate(zoneinfo.ZoneInfo(request.user.time_zone))
